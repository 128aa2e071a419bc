package dev.stoa.forum.live;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.platform.Credential;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Role;
import dev.stoa.platform.SharedLog;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.http.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Live events, and tickets for them. */
public final class Live implements Feature {
    /** Counters of a thread are told of at most once a second; timers stray by a twentieth. */
    private static final Duration COUNTS = Duration.ofMillis(1060);

    /** How soon a stream ends whose viewer was signed out while nodes could not tell each other. */
    private static final Duration LOOK = Duration.ofSeconds(4);

    private final Forum forum;
    private final Platform platform;
    private final SharedLog log;
    private final Hub hub;
    private final Telling telling;
    private final LiveStore store;
    private final LiveRoutes routes;
    private final Set<Long> counted = ConcurrentHashMap.newKeySet();

    /** Live events of what {@code forum} changes; nothing is heard before {@link #start}. */
    public Live(Forum forum) {
        this.forum = forum;
        this.platform = forum.platform();
        this.log = platform.log("live", Hub.KEPT);
        this.hub =
                new Hub(
                        log,
                        forum.structures(),
                        LiveSettings.pace(platform.settings()),
                        platform.observability().meters());
        this.telling = new Telling(forum.structures(), platform.clock());
        this.store = new LiveStore(platform.database());
        this.routes =
                new LiveRoutes(
                        hub,
                        new TopicRequest(store, forum.structures(), forum.rights()),
                        new Tickets(
                                platform.secret(PlatformSettings.CURSOR_KEY),
                                store,
                                platform.clock()));
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Live.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void start() {
        log.begin(hub);
        forum.changes().listen(this::hear);
        platform.timers().every(COUNTS, "forum.live.counts", this::tellCounts);
        platform.timers().every(LOOK, "forum.live.look", this::look);
        platform.state().whenDraining(hub::drain, hub::resume);
        hearOfSignedOut();
    }

    private void hear(Change change) {
        if (change instanceof Change.CountsMoved moved) {
            counted.addAll(moved.threads());
        }
        telling.of(change).ifPresent(hub::publish);
    }

    private void tellCounts() {
        List<Long> threads = new ArrayList<>();
        counted.removeIf(threads::add);
        if (threads.isEmpty()) {
            return;
        }
        try {
            telling.counts(store.places(threads)).forEach(hub::publish);
        } catch (RuntimeException e) {
            counted.addAll(threads);
            throw e;
        }
    }

    private void hearOfSignedOut() {
        var events = platform.events();
        events.subscribe(Event.MemberChanged.class, event -> signOut(event.member()));
        events.subscribe(Event.MemberBanned.class, event -> signOut(event.member()));
        events.subscribe(Event.MemberDeleted.class, event -> signOut(event.member()));
        events.subscribe(Event.LoginsEnded.class, event -> signOut(event.member()));
        events.subscribe(
                Event.LoginEnded.class,
                event -> signOut(Credential.Kind.LOGIN, event.loginSession()));
        events.subscribe(
                Event.KeyChanged.class, event -> signOut(Credential.Kind.API_KEY, event.key()));
    }

    private void signOut(MemberId member) {
        hub.signOut(viewer -> viewer.id().equals(member));
    }

    private void signOut(Credential.Kind kind, long id) {
        hub.signOut(viewer -> viewer.credential().kind() == kind && viewer.credential().id() == id);
    }

    /** News of sign-outs can be lost between nodes, and come before a stream is known. */
    private void look() {
        List<Viewer.Member> members = List.copyOf(hub.members());
        if (members.isEmpty()) {
            return;
        }
        Map<Holder, Role> standing =
                store.standing(members.stream().map(Holder::of).distinct().toList());
        hub.signOut(
                viewer ->
                        members.contains(viewer)
                                && standing.get(Holder.of(viewer)) != viewer.role());
    }
}
