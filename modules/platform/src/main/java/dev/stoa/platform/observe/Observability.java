package dev.stoa.platform.observe;

import dev.stoa.platform.config.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The instrumentation of one node; several may live in one process. */
public final class Observability implements AutoCloseable {
    // Helidon's metrics and tracer are one of each for a process: whose they are, if anyone's.
    private static final AtomicReference<@Nullable Observability> GLOBAL = new AtomicReference<>();

    private final Registry registry;
    private final Traffic traffic;
    private final HttpTotals totals;
    private final JvmSignals jvm;
    private final StatementSignals statements;
    private final Tracing tracing;

    private Observability(Settings settings, String version) {
        Switch monitoring = Switch.of(settings);
        this.registry = new Registry(monitoring);
        this.traffic = new Traffic(settings);
        this.totals = new HttpTotals(registry.meters(), registry.statements(), traffic, monitoring);
        this.jvm = new JvmSignals(registry.meters());
        this.statements =
                new StatementSignals(registry.meters(), SlowLadder.of(settings), monitoring);
        this.tracing = Tracing.of(settings, version, registry.meters());
        Gauge.builder("stoa.build.info", () -> 1)
                .description("Always 1; the labels say what runs")
                .tags("version", version, "java", Runtime.version().toString())
                .register(registry.meters());
    }

    /** The instrumentation of a node of {@code version}. */
    public static Observability of(Settings settings, String version) {
        return new Observability(settings, version);
    }

    /**
     * Makes this the registry and the tracer that Helidon's own parts use. A process has one of
     * each: the first node gets them, for others nothing happens. Call it before any Helidon server
     * is made.
     */
    public void makeGlobal() {
        if (GLOBAL.compareAndSet(null, this)) {
            Metrics.addRegistry(registry.meters());
            tracing.makeGlobal();
        }
    }

    /** Where parts register meters of their own. */
    public MeterRegistry meters() {
        return registry.meters();
    }

    public Tracing tracing() {
        return tracing;
    }

    /** What a {@link dev.stoa.platform.sql.Database} tells of its statements. */
    public StatementSignals statements() {
        return statements;
    }

    /** Which statements requests ran again and again. */
    public RepeatedStatements repeated() {
        return totals.repeated();
    }

    /**
     * The meters of a route, to be made once with it.
     *
     * @param route the template, or {@link Signals#UNMATCHED}
     */
    public HttpMeters http(String method, String route) {
        return http(method, route, Audience.CLIENTS);
    }

    /** The meters of a route for somebody. */
    public HttpMeters http(String method, String route, Audience audience) {
        return new HttpMeters(method, route, audience, totals);
    }

    /** What clients' requests came to. */
    public Traffic traffic() {
        return traffic;
    }

    /**
     * All metrics, as OpenMetrics 1.0 where {@code accept} asks for it, else as text 0.0.4.
     *
     * @param accept the request's header
     */
    public Scrape scrape(@Nullable String accept) {
        return registry.scrape(accept);
    }

    @Override
    public void close() {
        if (GLOBAL.compareAndSet(this, null)) {
            Metrics.removeRegistry(registry.meters());
        }
        tracing.close();
        jvm.close();
        registry.meters().close();
    }
}
