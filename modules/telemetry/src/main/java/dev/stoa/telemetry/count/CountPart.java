package dev.stoa.telemetry.count;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.telemetry.event.Dimension;
import dev.stoa.telemetry.month.Months;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/** Counts of events on one node. */
public final class CountPart implements Feature {
    static final Setting<String> DIMENSION =
            Setting.text(
                    "telemetry.dimension",
                    "platform",
                    "Prop by which telemetry is counted apart besides by type; empty for none. The"
                            + " same on every node; after a change run telemetry.rollups.rebuild.");
    static final Setting<String> VALUES =
            Setting.text(
                    "telemetry.dimension-values",
                    "web,android,ios,desktop,bot",
                    "Values of that prop that are told apart, with commas between; all others are"
                            + " counted together.");
    static final Setting<Integer> TYPES =
            Setting.number(
                    "telemetry.max-types",
                    1,
                    100_000,
                    500,
                    "Types of telemetry events there may be; events of more are rejected.");

    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(DIMENSION, VALUES, TYPES);

    private static final Duration FOLDED = Duration.ofSeconds(1);
    private static final Duration LEARNT = Duration.ofSeconds(30);

    private final Platform platform;
    private final Dimension dimension;
    private final KnownTypes known;
    private final TypeStore types;
    private final Folder folder;
    private final Reconciliation reconciliation;
    private final AggregateRoutes routes;

    public CountPart(Platform platform, Months months) {
        this.platform = platform;
        this.dimension =
                Dimension.of(platform.settings().get(DIMENSION), platform.settings().get(VALUES));
        this.known = new KnownTypes(platform.settings().get(TYPES), System::nanoTime);
        this.types = new TypeStore(platform.database());
        this.folder = new Folder(platform.database());
        this.reconciliation = new Reconciliation(months, dimension, platform.clock());
        this.routes =
                new AggregateRoutes(
                        new AggregateStore(platform.database(), dimension),
                        types,
                        dimension,
                        months);
        gauges(platform.observability().meters());
    }

    private void gauges(MeterRegistry meters) {
        Gauge.builder("stoa.telemetry.deltas", folder, Folder::waiting)
                .description("Deltas that waited to be folded into rollups when last looked at")
                .register(meters);
        Gauge.builder("stoa.telemetry.rollups.drift", reconciliation, Reconciliation::drift)
                .description("Rollups that were wrong when last compared with events, and mended")
                .register(meters);
    }

    /** By what events are counted apart. */
    public Dimension dimension() {
        return dimension;
    }

    /** The types there are. */
    public KnownTypes known() {
        return known;
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
        return List.of(Packaged.text(CountPart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Job> jobs() {
        return reconciliation.jobs();
    }

    @Override
    public void start() {
        learn();
        platform.timers().every(LEARNT, "telemetry.types", this::learn);
        platform.timers().every(FOLDED, "telemetry.fold", folder::fold);
    }

    private void learn() {
        known.learn(types.all().stream().map(TypeStore.Type::name).toList());
    }
}
