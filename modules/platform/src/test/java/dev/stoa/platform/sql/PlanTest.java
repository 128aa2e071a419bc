package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTest {
    private static final String EXPLAINED =
            """
            [{"Plan": {"Node Type": "Append", "Total Cost": 12.5, "Plan Rows": 3, "Plans": [
              {"Node Type": "Index Scan", "Relation Name": "events_2026_01", "Index Name": "events_2026_01_type_idx",
               "Startup Cost": 0.1, "Total Cost": 4.2, "Plan Rows": 1,
               "Index Cond": "((type)::text = 'it''s a secret'::text)", "Filter": "(n < 4711)"},
              {"Node Type": "Index Scan", "Relation Name": "events_2026_02", "Index Name": "events_2026_02_type_idx",
               "Startup Cost": 0.1, "Total Cost": 4.2, "Plan Rows": 1},
              {"Node Type": "Memoize", "Cache Key": "t1.id", "Plans": [
                {"Node Type": "Seq Scan", "Relation Name": "users", "Filter": "(id = ANY ('{1,2}'::bigint[]))",
                 "Total Cost": 2, "Startup Cost": 0, "Plan Rows": 1}]}]}}]
            """;

    @Test
    void aShapeLeavesOutWhatIsChance() {
        assertThat(Plan.read(EXPLAINED).shape())
                .isEqualTo(
                        """
                        Append
                          Index Scan events by events_type_idx
                          Seq Scan users""");
        assertThat(Plan.read(EXPLAINED).sequential()).containsExactly("users");
        assertThat(Plan.sequential("Limit\n  Seq Scan users\n  Index Scan b by c"))
                .containsExactly("users");
    }

    @Test
    void noLiteralGetsIntoAPlan() {
        assertThat(Plan.read(EXPLAINED).text())
                .contains("Index Cond: ((type)::text = ?::text)", "Filter: (n < ?)")
                .contains("ANY (?::bigint[])")
                .doesNotContain("secret", "4711", "{1,2}");
        assertThat(
                        PlanNode.masked(
                                "(a1 = $1) AND (b > -3.5e7) AND (t2.c <> 'x''y') AND (\"7\" = 7)"))
                .isEqualTo("(a1 = $1) AND (b > ?) AND (t2.c <> ?) AND (\"7\" = ?)");
        assertThat(PlanNode.masked("n = (InitPlan 1).col1 AND (hashed SubPlan 2) AND m = 3"))
                .isEqualTo("n = (InitPlan 1).col1 AND (hashed SubPlan 2) AND m = ?");
        assertThat(
                        PlanNode.masked(
                                "e = E'a\\\\''b' AND d > '2026-01-01'::date AND n > '-5'::integer"))
                .doesNotContain("2026", "a\\", "5");
    }
}
