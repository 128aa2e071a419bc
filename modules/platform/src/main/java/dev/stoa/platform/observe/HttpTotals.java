package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the meters of all routes share. */
final class HttpTotals {
    private final MeterRegistry meters;
    private final CountHistogram statements;
    private final LongAdder active = new LongAdder();
    // Two methods of one route share its phases, which have no method label.
    private final ConcurrentHashMap<String, RoutePhases> phases = new ConcurrentHashMap<>();

    private final RepeatedStatements repeated = new RepeatedStatements();

    HttpTotals(MeterRegistry meters, CountHistogram statements) {
        this.meters = meters;
        this.statements = statements;
        Gauge.builder("http.server.active.requests", active, LongAdder::sum)
                .description("Requests being answered")
                .register(meters);
    }

    MeterRegistry meters() {
        return meters;
    }

    CountHistogram statements() {
        return statements;
    }

    RepeatedStatements repeated() {
        return repeated;
    }

    LongAdder active() {
        return active;
    }

    RoutePhases phases(String route) {
        return phases.computeIfAbsent(route, key -> new RoutePhases(key, meters));
    }
}
