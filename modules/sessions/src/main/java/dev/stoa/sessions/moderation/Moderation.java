package dev.stoa.sessions.moderation;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.sessions.peer.PeerSessions;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Reports and blocks on one node. */
public final class Moderation implements Feature {
    private static final Duration GAUGED = Duration.ofSeconds(60);
    private static final Duration SWEPT = Duration.ofMinutes(5);
    private static final int BATCH = 1000;

    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = ReportStats.CACHE.settings();

    private final Platform platform;
    private final ReportStatsStore stats;
    private final ReportRoutes reports;
    private final Blocks blocks;
    private final AtomicLong open = new AtomicLong();

    public Moderation(Platform platform, PeerSessions sessions) {
        this.platform = platform;
        this.stats = new ReportStatsStore(platform.database());
        this.reports =
                new ReportRoutes(
                        new Reports(
                                new ReportStore(platform.database()),
                                new ReportLists(platform.database(), platform.cursors()),
                                sessions),
                        new ReportStats(stats, platform.cache(ReportStats.CACHE), platform.clock()),
                        platform.idempotency());
        this.blocks =
                new Blocks(platform.database(), platform.cursors(), platform.events(), sessions);
        Gauge.builder("stoa.reports.open", open, AtomicLong::doubleValue)
                .description("Reports of all nodes that nobody has decided; up to a minute old")
                .register(platform.observability().meters());
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Route> routes() {
        return Stream.concat(
                        reports.routes().stream(),
                        new BlockRoutes(blocks, platform.clock()).routes().stream())
                .toList();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(ModerationProblems.ALREADY_REPORTED);
    }

    @Override
    public List<Job> jobs() {
        return List.of(Job.of("sessions.blocks.expire", Schedule.every(SWEPT), this::sweep));
    }

    private void sweep(JobRun run) {
        run.batches("removed", BATCH, in -> (long) blocks.expire(in));
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Moderation.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void start() {
        count();
        platform.timers().every(GAUGED, "sessions.reports.gauge", this::count);
    }

    private void count() {
        open.set(stats.open());
    }
}
