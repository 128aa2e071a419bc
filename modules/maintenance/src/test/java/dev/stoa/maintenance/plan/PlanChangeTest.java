package dev.stoa.maintenance.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanChangeTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final String BY_INDEX = "Limit\n  Index Scan posts by posts_pkey";
    private static final String BY_OTHER = "Limit\n  Index Scan posts by idx_posts_tsv";
    private static final String ALL = "Limit\n  Seq Scan posts";

    private static KnownPlan plan(String shape, double cost, long calls, double millis) {
        return new KnownPlan("1", shape, shape, cost, AT, AT, calls, millis);
    }

    private static Optional<String> regression(KnownPlan before, KnownPlan now) {
        return new PlanChange("forum.posts.find", before, now)
                .regression(Map.of("posts", 1_000_000.0, "tags", 40.0), 10_000)
                .map(PlanChange.Regression::kind);
    }

    @Test
    void aScanOfALargeTableThatHadAnIndexIsARegression() {
        assertThat(regression(plan(BY_INDEX, 8, 0, 0), plan(ALL, 9, 0, 0)))
                .contains("sequential-scan");
        assertThat(regression(plan(ALL, 8, 0, 0), plan("Sort\n  Seq Scan posts", 9, 0, 0)))
                .isEmpty();
        assertThat(
                        regression(
                                plan("Index Scan tags by tags_pkey", 8, 0, 0),
                                plan("Seq Scan tags", 9, 0, 0)))
                .isEmpty();
    }

    @Test
    void aPlanThatTakesTwiceAsLongOrCostsTwiceAsMuchIsARegression() {
        assertThat(regression(plan(BY_INDEX, 8, 50, 3), plan(BY_OTHER, 8, 50, 6)))
                .contains("slower");
        assertThat(regression(plan(BY_INDEX, 8, 50, 3), plan(BY_OTHER, 8, 50, 5.9))).isEmpty();
        assertThat(regression(plan(BY_INDEX, 8, 50, 0.1), plan(BY_OTHER, 8, 50, 0.9))).isEmpty();
        assertThat(regression(plan(BY_INDEX, 8, 5, 3), plan(BY_OTHER, 8, 50, 60))).isEmpty();
        assertThat(regression(plan(BY_INDEX, 1500, 0, 0), plan(BY_OTHER, 3000, 0, 0)))
                .contains("costlier");
        assertThat(regression(plan(BY_INDEX, 1500, 0, 0), plan(BY_OTHER, 2999, 0, 0))).isEmpty();
        assertThat(regression(plan(BY_INDEX, 8, 0, 0), plan(BY_OTHER, 999, 0, 0))).isEmpty();
    }
}
