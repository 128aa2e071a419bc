package dev.stoa.sessions.peer;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.sql.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Peer sessions on one node. */
public final class PeerSessions implements Feature {
    private static final Duration GAUGED = Duration.ofSeconds(60);

    static final Setting<Duration> PENDING_TTL =
            Setting.duration(
                    "sessions.peer.pending-ttl",
                    "15m",
                    "How long a peer session waits to be started.");

    /** Its settings. */
    public static final List<Setting<?>> SETTINGS =
            Stream.of(
                            List.<Setting<?>>of(PENDING_TTL, PeerExpiry.ACTIVE_TTL),
                            ActiveSessions.CACHE.settings(),
                            PeerStats.CACHE.settings())
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    private final Platform platform;
    private final PeerChanges changes;
    private final PeerRoutes routes;
    private final PeerExpiry expiry;
    private final PeerGauges gauges;

    public PeerSessions(Platform platform) {
        this.platform = platform;
        this.changes = new PeerChanges(platform.caches(), platform.observability().meters());
        this.gauges = new PeerGauges(platform.database(), platform.observability().meters());
        this.expiry = new PeerExpiry(changes, platform.settings().get(PeerExpiry.ACTIVE_TTL));
        this.routes = routes(platform, changes);
    }

    private static PeerRoutes routes(Platform platform, PeerChanges changes) {
        PeerStore store = new PeerStore(platform.database());
        PeerLists lists = new PeerLists(platform.database(), platform.cursors());
        return new PeerRoutes(
                new PeerRoutes.Parts(
                        store,
                        new PeerMoves(store, changes, platform.settings().get(PENDING_TTL)),
                        lists,
                        new ActiveSessions(store, platform.cache(ActiveSessions.CACHE)),
                        new PeerStats(
                                store,
                                new PeerStatsStore(platform.database()),
                                platform.cache(PeerStats.CACHE),
                                platform.clock())),
                platform.database(),
                platform.idempotency());
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return PeerProblems.all();
    }

    @Override
    public List<Job> jobs() {
        return List.of(expiry.job());
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(PeerSessions.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void start() {
        gauges.refresh();
        platform.timers().every(GAUGED, "sessions.peer.gauges", gauges::refresh);
    }

    /**
     * Keeps these two addresses from starting a session until the transaction ends; to be called
     * before a block between them is made.
     */
    public void hold(Transaction in, String one, String two) {
        PeerWrites.lockPair(in, one, two);
    }

    /** Ends the active session of two addresses, where there is one, for one of the two. */
    public void endBetween(Transaction in, long member, String one, String two) {
        Optional<PeerSession> ended = PeerWrites.endPair(in, member, one, two);
        ended.ifPresent(session -> changes.moved(in, Move.END, List.of(session)));
    }

    /** Ends what is open of the sessions of a member who goes. */
    public void leave(Transaction in, long member) {
        changes.moved(in, Move.END, PeerWrites.endAll(in, member));
    }

    /** Marks a session of the viewer's as reported; false where they have no such session. */
    public boolean report(Transaction in, long viewer, long session) {
        List<PeerSession> reported = PeerWrites.report(in, viewer, session);
        changes.reported(in, reported);
        return !reported.isEmpty();
    }
}
