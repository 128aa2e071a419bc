package dev.stoa.platform.observe;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the requests of clients to one route came to in some time.
 *
 * @param route method and template
 * @param requests answered, whatever the answer
 * @param failures answered with a status of 500 or above
 * @param slow that took longer than {@code monitoring.slow-request}
 * @param late that took longer than {@code monitoring.latency-objective}
 * @param totalMillis that they took together
 * @param behind of slow requests, by the statement that took longest in each
 */
public record RouteFigures(
        String route,
        long requests,
        long failures,
        long slow,
        long late,
        double totalMillis,
        Map<String, Long> behind) {
    public RouteFigures {
        behind = Map.copyOf(behind);
    }

    /** A route that nobody asked. */
    public static RouteFigures none(String route) {
        return new RouteFigures(route, 0, 0, 0, 0, 0, Map.of());
    }

    /** Milliseconds of a request; 0 without requests. */
    public double meanMillis() {
        return requests == 0 ? 0 : totalMillis / requests;
    }

    /** What came after {@code earlier}, of the same route and node. */
    public RouteFigures since(RouteFigures earlier) {
        Map<String, Long> rest = new TreeMap<>(behind);
        earlier.behind.forEach((statement, count) -> rest.merge(statement, -count, Long::sum));
        rest.values().removeIf(count -> count <= 0);
        return new RouteFigures(
                route,
                requests - earlier.requests,
                failures - earlier.failures,
                slow - earlier.slow,
                late - earlier.late,
                totalMillis - earlier.totalMillis,
                rest);
    }

    /** Both together, under the name of this one. */
    public RouteFigures and(RouteFigures other) {
        Map<String, Long> all = new TreeMap<>(behind);
        other.behind.forEach((statement, count) -> all.merge(statement, count, Long::sum));
        return new RouteFigures(
                route,
                requests + other.requests,
                failures + other.failures,
                slow + other.slow,
                late + other.late,
                totalMillis + other.totalMillis,
                all);
    }
}
