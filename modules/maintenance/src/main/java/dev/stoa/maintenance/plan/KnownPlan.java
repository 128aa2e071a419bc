package dev.stoa.maintenance.plan;

import dev.stoa.platform.sql.Plan;
import java.time.Instant;
import java.util.Set;

/**
 * A plan that a statement has, or had before.
 *
 * @param hash of its shape
 * @param shape a line for each node
 * @param text for people
 * @param cost in the planner's units, whatever the values are
 * @param since when it last became the current one
 * @param lastSeen when it was last seen
 * @param calls measured while it was current, of the node that looked
 * @param meanMillis of these calls; 0 without any
 */
public record KnownPlan(
        String hash,
        String shape,
        String text,
        double cost,
        Instant since,
        Instant lastSeen,
        long calls,
        double meanMillis) {
    /** Tables that it reads from their begin to their end. */
    public Set<String> sequential() {
        return Plan.sequential(shape);
    }

    /** Whether it reads {@code table} by an index. */
    boolean readsByIndex(String table) {
        return shape.lines()
                .map(String::strip)
                .anyMatch(
                        line ->
                                line.contains(" " + table + " by ")
                                        || line.equals("Bitmap Heap Scan " + table));
    }
}
