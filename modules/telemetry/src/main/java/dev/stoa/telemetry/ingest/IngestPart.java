package dev.stoa.telemetry.ingest;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.flag.Flag;
import dev.stoa.platform.http.Route;
import dev.stoa.telemetry.event.BatchReader;
import dev.stoa.telemetry.event.TelemetryEvent;
import dev.stoa.telemetry.month.Months;
import java.util.List;
import java.util.function.Consumer;

/** Taking events in, on one node. */
public final class IngestPart implements Feature {
    static final Setting<Integer> WRITERS =
            Setting.number(
                    "telemetry.writers",
                    1,
                    16,
                    3,
                    "Batches of telemetry that are written at once; each takes a connection of the"
                            + " pool.");
    static final Setting<Integer> GROUP =
            Setting.number(
                    "telemetry.batch-rows",
                    1,
                    10_000,
                    1_000,
                    "Most telemetry events that are written in one transaction, but for one request"
                            + " of more.");
    static final Setting<Integer> QUEUE =
            Setting.number(
                    "telemetry.queue-events",
                    1_000,
                    1_000_000,
                    20_000,
                    "Telemetry events that may wait to be written; more are answered 503.");

    /** Whether batches are written together. */
    public static final Flag TOGETHER =
            Flag.on(
                    "telemetry.group-commit",
                    "Batches of telemetry that wait are written in one transaction; off, each in one of its own.");

    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(WRITERS, GROUP, QUEUE);

    private final Platform platform;
    private final Writers writers;
    private final IngestRoutes routes;

    /**
     * @param accepted told of events that are stored; must be quick
     */
    public IngestPart(
            Platform platform,
            Months months,
            BatchReader reader,
            Consumer<List<TelemetryEvent>> accepted) {
        this.platform = platform;
        int most = platform.settings().get(GROUP);
        Queue queue =
                new Queue(
                        platform.settings().get(QUEUE),
                        () -> platform.flags().isOn(TOGETHER) ? most : 1);
        IngestSignals signals = new IngestSignals(platform.observability().meters(), queue);
        this.writers =
                new Writers(queue, new EventStore(platform.database()), months, signals, accepted);
        this.routes = new IngestRoutes(reader, new Ingest(queue, signals));
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
    public List<String> schemas() {
        return List.of(Packaged.text(IngestPart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void start() {
        writers.begin(platform.settings().get(WRITERS));
    }

    @Override
    public void close() {
        writers.close();
    }
}
