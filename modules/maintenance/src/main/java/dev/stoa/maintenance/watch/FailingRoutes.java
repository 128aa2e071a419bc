package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.history.Stretch;
import dev.stoa.platform.observe.RecentError;
import dev.stoa.platform.observe.RouteFigures;
import dev.stoa.platform.observe.Traffic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds routes that fail. */
final class FailingRoutes implements Examiner {
    static final String KIND = "route-failing";

    private static final long LEAST = 3;
    private static final double SHARE = 0.01;

    private final History history;
    private final Traffic traffic;

    FailingRoutes(History history, Traffic traffic) {
        this.history = history;
        this.traffic = traffic;
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
                .filter(
                        route ->
                                route.failures() >= LEAST
                                        && route.failures() > SHARE * route.requests())
                .map(route -> finding(route, lately))
                .toList();
    }

    private Finding finding(RouteFigures route, Stretch lately) {
        List<RecentError> errors =
                traffic.errors().stream()
                        .filter(error -> route.route().equals(error.method() + ' ' + error.route()))
                        .toList();
        Optional<String> code =
                Words.most(
                                errors.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        RecentError::code, Collectors.counting())))
                        .map(Map.Entry::getKey);
        Optional<String> trace = errors.stream().findFirst().map(RecentError::traceId);
        return new Finding(
                KIND,
                route.route(),
                "%d of %d requests in %s failed (%s)%s."
                        .formatted(
                                route.failures(),
                                route.requests(),
                                Words.time(lately.length()),
                                Words.percent((double) route.failures() / route.requests()),
                                code.map(word -> ", most with " + word).orElse("")),
                advice(code.orElse(""), trace.orElse("")),
                Words.confidence(route.failures(), LEAST),
                Evidence.of(
                        json -> {
                            json.writeNumberField("requests", route.requests());
                            json.writeNumberField("failures", route.failures());
                            json.writeStringField("code", code.orElse(""));
                            json.writeStringField("traceId", trace.orElse(""));
                        }));
    }

    private static String advice(String code, String trace) {
        String where =
                trace.isEmpty() ? "" : " The latest is trace " + trace + " in logs and traces.";
        Function<String, String> said = sentence -> sentence + where;
        return switch (code) {
            case "overloaded" -> said.apply("Too much at once: look at the pool, or add a node.");
            case "unavailable", "read-only" ->
                    said.apply("A part is away: look at /health/detailed.");
            case "deadline-exceeded" ->
                    said.apply("It takes too long: look at its slow statements.");
            default -> said.apply("Mend what fails.");
        };
    }
}
