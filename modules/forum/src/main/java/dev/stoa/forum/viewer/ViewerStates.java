package dev.stoa.forum.viewer;

import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Outcome;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Mark;
import dev.stoa.platform.http.Marks;
import dev.stoa.platform.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lays what is a viewer's own over pages that all viewers share. The shared page stays as it is and
 * is not read again; the viewer's states of its threads and posts are one statement, or come from
 * the cache.
 *
 * <p>Nothing of one viewer's is in another's page: states are kept under the viewer's id.
 */
public final class ViewerStates {
    /** Kinds of marks. */
    public static final char THREAD = 't';

    public static final char POST = 'p';

    public static final CacheSpec CACHE =
            CacheSpec.of("viewer-states", "1h", 20_000, "a viewer's own states of a page");

    public static final Setting<Duration> HORIZON =
            Setting.duration(
                    "forum.unread.horizon",
                    "30d",
                    "Threads without a post for that long are not unread.");

    /** Letters of lines: not wanted; read. The third, {@code *}, stands for unread. */
    private static final String UNWANTED = "-";

    private static final String UNWANTED_OR_READ = "-+";

    private final StateStore store;
    private final Cache cache;
    private final Duration horizon;
    private final InstantSource clock;

    public ViewerStates(Platform platform) {
        this.store = new StateStore(platform.database());
        this.cache = platform.cache(CACHE);
        this.horizon = platform.settings().get(HORIZON);
        this.clock = platform.clock();
    }

    /** Which items of a page a viewer is shown. */
    public enum Shown {
        /** All but those they do not want to see. */
        WANTED(ViewerStates.UNWANTED),
        /** Of these the threads with posts that they have not read. */
        UNREAD(UNWANTED_OR_READ);

        private final String left;

        Shown(String left) {
            this.left = left;
        }
    }

    /** From when on threads can be unread. */
    public Instant since() {
        return clock.instant().minus(horizon);
    }

    /** The answer to {@code viewer}; at most one statement. */
    public Reply reply(Viewer viewer, Cached shared) {
        return reply(viewer, shared, Shown.WANTED);
    }

    /** The answer to {@code viewer}; at most one statement. */
    public Reply reply(Viewer viewer, Cached shared, Shown shown) {
        return switch (viewer) {
            case Viewer.Anon _ -> Reply.of(shared);
            case Viewer.Member _ when shared.body().marks().isEmpty() -> Reply.of(shared);
            case Viewer.Member member -> Reply.of(overlaid(member, shared, shown));
        };
    }

    /** The answer to {@code viewer} of a body that no cache keeps; at most one statement. */
    public Reply reply(Viewer viewer, Body body) {
        return viewer instanceof Viewer.Member member && !body.marks().isEmpty()
                ? Reply.ok(body.overlaid(states(member, body.marks()).body().plain(), UNWANTED))
                : Reply.ok(body);
    }

    private Cached overlaid(Viewer.Member member, Cached shared, Shown shown) {
        Body page = shared.body();
        Cached states = states(member, page.marks());
        return new Cached(
                page.overlaid(states.body().plain(), shown.left),
                worse(shared.outcome(), states.outcome()),
                Math.max(shared.ageSeconds(), states.ageSeconds()));
    }

    /** A new post in a thread makes it unread, which may show a little late. */
    private Cached states(Viewer.Member member, Marks marks) {
        long viewer = member.id().value();
        return cache.get(
                "user:" + viewer + ":states:" + marks.key(),
                () ->
                        Loaded.list(
                                Body.kept(store.lines(viewer, since(), marks)),
                                List.of(Tag.of("viewer", viewer)),
                                threads(marks)));
    }

    private static Set<Tag> threads(Marks marks) {
        return marks.all().stream()
                .filter(mark -> mark.kind() == THREAD)
                .map(Mark::id)
                .map(id -> Tag.of("thread", id))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of two outcomes the one further from the source's last word. */
    private static Outcome worse(Outcome one, Outcome other) {
        for (Outcome outcome : List.of(Outcome.BYPASS, Outcome.MISS, Outcome.STALE)) {
            if (one == outcome || other == outcome) {
                return outcome;
            }
        }
        return Outcome.HIT;
    }
}
