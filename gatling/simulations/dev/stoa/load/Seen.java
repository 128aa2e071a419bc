package dev.stoa.load;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the headers of answers told of caches, over a whole run, by request. */
final class Seen {
    private static final List<String> HITS = List.of("HIT", "STALE");

    private final Map<String, Map<String, LongAdder>> shared = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, LongAdder>> own = new ConcurrentSkipListMap<>();

    /** Notes the {@code X-Cache} of an answer that is the same for everybody. */
    String shared(String request, String outcome) {
        return noted(shared, request, outcome);
    }

    /**
     * Notes that of a member's own answer: a hit only where the member's own state was one, too.
     */
    String own(String request, String outcome) {
        return noted(own, request, outcome);
    }

    private static String noted(
            Map<String, Map<String, LongAdder>> outcomes, String request, String outcome) {
        outcomes.computeIfAbsent(request, _ -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(outcome, _ -> new LongAdder())
                .increment();
        return outcome;
    }

    /** Of the shared answers that a cache had a part in, how much of 100 it had. */
    double hitRate() {
        return rate(shared.values());
    }

    private static double rate(Collection<Map<String, LongAdder>> all) {
        double hits = 0;
        double misses = 0;
        for (Map<String, LongAdder> each : all) {
            for (Map.Entry<String, LongAdder> outcome : each.entrySet()) {
                if (HITS.contains(outcome.getKey())) {
                    hits += outcome.getValue().sum();
                } else if (outcome.getKey().equals("MISS")) {
                    misses += outcome.getValue().sum();
                }
            }
        }
        return hits + misses == 0 ? 0 : 100 * hits / (hits + misses);
    }

    /** The hit rate of all and of each request. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "hit rate of shared answers %.1f %%: %s; of members' own %.1f %%: %s",
                hitRate(),
                told(shared),
                rate(own.values()),
                told(own));
    }

    private static String told(Map<String, Map<String, LongAdder>> outcomes) {
        return outcomes.entrySet().stream().map(Seen::told).collect(Collectors.joining(", "));
    }

    private static String told(Map.Entry<String, Map<String, LongAdder>> request) {
        return String.format(
                Locale.ROOT, "%s %.0f %%", request.getKey(), rate(List.of(request.getValue())));
    }
}
