package dev.stoa.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the headers of answers told, over a whole run. */
final class Seen {
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    /** Notes an {@code X-Cache}. */
    String outcome(String outcome) {
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
        return outcome;
    }

    /** Of the answers that a cache had a part in, how much of 100 it had. */
    double hitRate() {
        double all = sum("HIT") + sum("STALE") + sum("MISS");
        return all == 0 ? 0 : 100 * (sum("HIT") + sum("STALE")) / all;
    }

    private long sum(String outcome) {
        LongAdder found = outcomes.get(outcome);
        return found == null ? 0 : found.sum();
    }
}
