package dev.stoa.platform.sql;

import java.util.Map;
import java.util.TreeMap;

/**
 * Waits for a connection since the node's start.
 *
 * @param waited how many found none free
 * @param refused of these, how many waited in vain
 * @param totalMillis that they waited together
 * @param held what was seen to hold connections while others waited, and how often: {@code <work>:
 *     <statement>}
 */
public record PoolWaits(long waited, long refused, double totalMillis, Map<String, Long> held) {
    public PoolWaits {
        held = Map.copyOf(held);
    }

    /** What came after {@code earlier}. */
    public PoolWaits since(PoolWaits earlier) {
        Map<String, Long> rest = new TreeMap<>(held);
        earlier.held.forEach((what, count) -> rest.merge(what, -count, Long::sum));
        rest.values().removeIf(count -> count <= 0);
        return new PoolWaits(
                waited - earlier.waited,
                refused - earlier.refused,
                totalMillis - earlier.totalMillis,
                rest);
    }
}
