package dev.stoa.telemetry.month;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The months on one node. */
public final class MonthPart implements Feature {
    static final Setting<Integer> KEPT =
            Setting.number(
                    "telemetry.kept-months",
                    1,
                    1200,
                    12,
                    "Months of telemetry events that are kept beside the current one.");
    static final Setting<String> ARCHIVE =
            Setting.text(
                    "telemetry.archive-folder",
                    "",
                    "Folder that months are written to, compressed, before they are dropped; empty"
                            + " for none.");

    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(KEPT, ARCHIVE);

    private static final Duration REFRESHED = Duration.ofSeconds(60);

    private final Platform platform;
    private final Months months;
    private final MonthJobs jobs;
    private final MonthRoutes routes;

    public MonthPart(Platform platform) {
        this.platform = platform;
        MonthStore store = new MonthStore(platform.database());
        this.months = new Months(store, platform.clock());
        int kept = platform.settings().get(KEPT);
        String folder = platform.settings().get(ARCHIVE).strip();
        this.jobs =
                new MonthJobs(
                        months,
                        kept,
                        folder.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Archive(Path.of(folder))));
        this.routes =
                new MonthRoutes(
                        store,
                        months,
                        new MonthRoutes.Asked(
                                platform.database(),
                                platform.idempotency(),
                                platform.jobs(),
                                kept,
                                !folder.isEmpty()));
        gauge(months, platform.observability().meters());
    }

    /** It looks at the clock at each scrape: it sinks though nothing is done any more. */
    static void gauge(Months months, MeterRegistry meters) {
        Gauge.builder("stoa.partitions.ahead", months, Months::ahead)
                .description("Partitions that are there for times to come, without a gap")
                .tag("table", "telemetry_events")
                .register(meters);
    }

    /** The months there are. */
    public Months months() {
        return months;
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return MonthProblems.all();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(MonthPart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Job> jobs() {
        return jobs.all();
    }

    @Override
    public void start() {
        months.ensure();
        platform.timers().every(REFRESHED, "telemetry.months", months::refresh);
    }
}
