package dev.stoa.platform.observe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statements that requests ran again and again: suspects of asking once for each row of a list.
 * Nothing is counted of a request that ran fewer statements than make a suspect.
 */
public final class RepeatedStatements {
    /** A statement is suspected when a request runs it this often. */
    public static final int SUSPECT = 5;

    private static final int MOST = 1_000;

    private final ConcurrentHashMap<Place, Seen> seen = new ConcurrentHashMap<>();

    RepeatedStatements() {}

    private record Place(String route, String statement) {}

    private record Seen(long requests, int most) {}

    /**
     * A suspect.
     *
     * @param route template
     * @param requests that ran it often
     * @param most times in one request
     */
    public record Suspect(String route, String statement, long requests, int most) {}

    /** Looks at the statements of one request. */
    void look(String route, List<String> statements) {
        Map<String, Integer> times = new HashMap<>();
        statements.forEach(statement -> times.merge(statement, 1, Integer::sum));
        times.forEach(
                (statement, count) -> {
                    if (count >= SUSPECT) {
                        note(new Place(route, statement), count);
                    }
                });
    }

    private void note(Place place, int count) {
        if (seen.size() < MOST || seen.containsKey(place)) {
            seen.merge(
                    place,
                    new Seen(1, count),
                    (a, b) -> new Seen(a.requests() + b.requests(), Math.max(a.most(), b.most())));
        }
    }

    /** All of them since the node's start, the most repeated first. */
    public List<Suspect> suspects() {
        return seen.entrySet().stream()
                .map(
                        each ->
                                new Suspect(
                                        each.getKey().route(),
                                        each.getKey().statement(),
                                        each.getValue().requests(),
                                        each.getValue().most()))
                .sorted(
                        Comparator.comparingInt(Suspect::most)
                                .reversed()
                                .thenComparing(Suspect::route)
                                .thenComparing(Suspect::statement))
                .toList();
    }
}
