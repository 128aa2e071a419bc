package dev.stoa.forum.thread;

import dev.stoa.forum.post.Posts;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Marker;
import dev.stoa.platform.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Single threads with their first posts. */
final class ThreadPages {
    static final ProblemType MOVED =
            new ProblemType(
                    "thread-moved",
                    301,
                    "The thread was merged into another",
                    "A moderator has put the thread's posts into another one, which Location names.");

    private final ThreadStore store;
    private final Posts posts;
    private final Structures structures;
    private final Ranking ranking;
    private final Views views;
    private final ViewerStates states;
    private final InstantSource clock;
    private final Cache cache;

    ThreadPages(
            Platform platform,
            Posts posts,
            Structures structures,
            Ranking ranking,
            Views views,
            ViewerStates states) {
        this.store = new ThreadStore(platform.database());
        this.posts = posts;
        this.structures = structures;
        this.ranking = ranking;
        this.views = views;
        this.states = states;
        this.clock = platform.clock();
        this.cache = platform.cache(ThreadCaches.THREAD);
    }

    /**
     * A thread as {@code viewer} may see it. Who wrote a draft sees it, and moderators what was
     * removed: these are looked for, past the cache, where there is nothing for all.
     *
     * @throws Failure.NotFound where there is nothing for them
     */
    Reply read(Viewer viewer, long id) {
        Audience audience = structures.tree().audience(viewer);
        Cached shared;
        try {
            shared = cache.get("thread:" + id + ':' + audience.key(), () -> load(id, audience));
        } catch (Failure.NotFound missing) {
            return states.reply(viewer, kept(viewer, id, audience).orElseThrow(() -> missing));
        }
        views.count(id);
        return states.reply(viewer, shared);
    }

    private Optional<Body> kept(Viewer viewer, long id, Audience audience) {
        return viewer instanceof Viewer.Member member
                ? store.openKept(member, id, asOf())
                        .filter(opened -> !audience.isHidden(opened.thread().structureId()))
                        .map(opened -> body(opened, audience))
                : Optional.empty();
    }

    private Loaded load(long id, Audience audience) {
        return store.open(id, asOf())
                .filter(opened -> !audience.isHidden(opened.thread().structureId()))
                .map(
                        opened ->
                                Loaded.list(
                                        body(here(id, opened), audience),
                                        List.of(Tag.of("thread", id)),
                                        List.of(Tag.of("card", id))))
                .orElseGet(
                        () ->
                                Loaded.missing(
                                        "There is no thread " + id + ".", Tag.of("thread", id)));
    }

    private static Opening here(long id, Opening opened) {
        long found = opened.thread().id();
        if (found != id) {
            throw new Failure.Moved(
                    MOVED,
                    "Thread " + id + " was merged into thread " + found + ".",
                    "/api/forum/threads/" + found);
        }
        return opened;
    }

    private Instant asOf() {
        RankEpoch epoch = ranking.current();
        return epoch.equals(RankEpoch.NONE) ? clock.instant() : epoch.at();
    }

    private Body body(Opening opened, Audience audience) {
        ThreadRow thread = opened.thread();
        Marker marker = new Marker();
        Json.Writer firstPosts = posts.firstPage(thread.id(), audience, marker, opened.posts());
        StructureTree tree = structures.tree();
        return Json.body(
                        json -> {
                            marker.open(json, ViewerStates.THREAD, thread.id());
                            ThreadBodies.fields(json, thread, tree);
                            json.writeRaw(',');
                            firstPosts.write(json);
                            json.writeEndObject();
                        })
                .marked(marker.marks());
    }
}
