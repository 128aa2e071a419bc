package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.history.Stretch;
import dev.stoa.platform.observe.RouteFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds routes that answer slowly, and the statement that takes the time. */
final class SlowRoutes implements Examiner {
    static final String KIND = "route-slow";

    /** Fewer requests than these say nothing. */
    private static final long LEAST = 5;

    private static final double SLOW_SHARE = 0.01;
    private static final double MEAN_MILLIS = 100;

    private final History history;

    SlowRoutes(History history) {
        this.history = history;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Cadence cadence() {
        return Cadence.NODE_MINUTE;
    }

    @Override
    public List<Finding> examine() {
        Stretch lately = history.lately();
        return lately.routes().stream()
                .filter(SlowRoutes::isSlow)
                .map(route -> finding(route, lately))
                .toList();
    }

    private static boolean isSlow(RouteFigures route) {
        boolean often = route.slow() >= LEAST && route.slow() >= SLOW_SHARE * route.requests();
        return often || (route.requests() >= 4 * LEAST && route.meanMillis() > MEAN_MILLIS);
    }

    private static Finding finding(RouteFigures route, Stretch lately) {
        Optional<Map.Entry<String, Long>> behind = Words.most(route.behind());
        String cause =
                behind.map(
                                most ->
                                        "; "
                                                + most.getKey()
                                                + " took longest in "
                                                + most.getValue()
                                                + " of the slow ones")
                        .orElse("");
        String advice =
                behind.map(
                                most ->
                                        "Look at the plan of "
                                                + most.getKey()
                                                + " (/api/ops/statements/"
                                                + most.getKey()
                                                + "), or let a cache answer the route.")
                        .orElse(
                                "No statement is behind it: look at its phases (stoa_http_phase_seconds)"
                                        + " and at the processors.");
        return new Finding(
                KIND,
                route.route(),
                "%d of %d requests in %s were slow, %s in the mean%s."
                        .formatted(
                                route.slow(),
                                route.requests(),
                                Words.time(lately.length()),
                                Words.millis(route.meanMillis()),
                                cause),
                advice,
                Words.confidence(Math.max(route.slow(), route.requests() / 4), LEAST),
                Evidence.of(
                        json -> {
                            json.writeNumberField("requests", route.requests());
                            json.writeNumberField("slow", route.slow());
                            json.writeNumberField("meanMs", Math.round(route.meanMillis()));
                            json.writeStringField(
                                    "statement", behind.map(Map.Entry::getKey).orElse(""));
                        }));
    }
}
