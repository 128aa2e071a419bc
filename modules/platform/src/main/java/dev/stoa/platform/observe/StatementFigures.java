package dev.stoa.platform.observe;

import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a node measured of one statement in some time.
 *
 * @param statement the first of its name that ran; a list's has one for each class of limits
 * @param calls failed ones included
 * @param errors failed calls by SQLState or problem
 * @param totalMillis that the calls took
 * @param rows read or touched
 * @param violations calls beyond its budget
 * @param slow calls by the highest step reached, from record to page
 * @param buckets calls up to each edge of the latency buckets
 */
public record StatementFigures(
        Statement statement,
        long calls,
        Map<String, Long> errors,
        double totalMillis,
        long rows,
        long violations,
        List<Long> slow,
        List<Long> buckets) {
    public StatementFigures {
        errors = Map.copyOf(errors);
        slow = List.copyOf(slow);
        buckets = List.copyOf(buckets);
    }

    public String name() {
        return statement.name();
    }

    /** Calls that failed. */
    public long failures() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Milliseconds of a call; 0 without calls. */
    public double meanMillis() {
        return calls == 0 ? 0 : totalMillis / calls;
    }

    /** Rows of a call; 0 without calls. */
    public double meanRows() {
        return calls == 0 ? 0 : (double) rows / calls;
    }

    /** Milliseconds that 95 of 100 calls stay below, as exact as the buckets; 0 without calls. */
    public double p95Millis() {
        double wanted = 0.95 * calls;
        double lower = 0;
        long below = 0;
        for (int i = 0; i < buckets.size(); i++) {
            long upTo = buckets.get(i);
            double upper = Buckets.edgeMillis(i);
            if (upTo >= wanted && upTo > below) {
                return lower + (upper - lower) * (wanted - below) / (upTo - below);
            }
            lower = upper;
            below = upTo;
        }
        return calls == 0 ? 0 : lower;
    }

    /** What was measured after {@code earlier}, of the same statement and node. */
    public StatementFigures since(StatementFigures earlier) {
        Map<String, Long> failed = new TreeMap<>(errors);
        earlier.errors.forEach((type, count) -> failed.merge(type, -count, Long::sum));
        return new StatementFigures(
                statement,
                calls - earlier.calls,
                failed,
                totalMillis - earlier.totalMillis,
                rows - earlier.rows,
                violations - earlier.violations,
                differences(slow, earlier.slow),
                differences(buckets, earlier.buckets));
    }

    private static List<Long> differences(List<Long> now, List<Long> before) {
        return IntStream.range(0, now.size()).mapToObj(i -> now.get(i) - before.get(i)).toList();
    }
}
