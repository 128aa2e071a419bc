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
    private final Traffic traffic;
    private final Switch monitoring;

    HttpTotals(
            MeterRegistry meters, CountHistogram statements, Traffic traffic, Switch monitoring) {
        this.meters = meters;
        this.statements = statements;
        this.traffic = traffic;
        this.monitoring = monitoring;
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

    Traffic traffic() {
        return traffic;
    }

    Switch monitoring() {
        return monitoring;
    }

    LongAdder active() {
        return active;
    }

    RoutePhases phases(String route) {
        return phases.computeIfAbsent(route, key -> new RoutePhases(key, meters));
    }
}
