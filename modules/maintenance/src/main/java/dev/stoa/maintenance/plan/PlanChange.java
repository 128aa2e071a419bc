package dev.stoa.maintenance.plan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A statement whose plan took another shape.
 *
 * @param statement its name
 * @param before the shape that was current before
 * @param now the current one
 */
public record PlanChange(String statement, KnownPlan before, KnownPlan now) {
    /** Beyond this a plan costs more, or takes longer, than another. */
    static final double BAND = 2;

    private static final double COST_FLOOR = 1_000;
    private static final double MILLIS_FLOOR = 2;
    private static final long CALLS = 20;

    /**
     * What is worse about the plan of now.
     *
     * @param kind sequential-scan, slower or costlier
     * @param sentence with figures
     * @param confidence 0 to 1
     */
    public record Regression(String kind, String sentence, double confidence) {}

    /**
     * Why the change was for the worse; empty where it wasn't.
     *
     * @param rows of tables by name
     * @param large from how many rows on a table is not to be read as a whole
     */
    public Optional<Regression> regression(Map<String, Double> rows, long large) {
        for (String table : now.sequential()) {
            if (!before.sequential().contains(table)
                    && before.readsByIndex(table)
                    && rows.getOrDefault(table, 0.0) >= large) {
                return Optional.of(
                        new Regression(
                                "sequential-scan",
                                "reads all %.0f rows of %s, where it used an index"
                                        .formatted(rows.get(table), table),
                                0.9));
            }
        }
        if (isMeasured(before)
                && isMeasured(now)
                && isBeyond(before.meanMillis(), now.meanMillis(), MILLIS_FLOOR)) {
            return Optional.of(
                    new Regression(
                            "slower",
                            sentence(
                                    "takes %.2f ms, where it took %.2f",
                                    now.meanMillis(), before.meanMillis()),
                            0.9));
        }
        if (isBeyond(before.cost(), now.cost(), COST_FLOOR)) {
            return Optional.of(
                    new Regression(
                            "costlier",
                            sentence(
                                    "is planned to cost %.0f, where it cost %.0f",
                                    now.cost(), before.cost()),
                            0.6));
        }
        return Optional.empty();
    }

    private static boolean isMeasured(KnownPlan plan) {
        return plan.calls() >= CALLS;
    }

    private static boolean isBeyond(double before, double now, double floor) {
        return now >= BAND * before && now - before >= floor;
    }

    private static String sentence(String form, double now, double before) {
        return String.format(Locale.ROOT, form, now, before);
    }
}
