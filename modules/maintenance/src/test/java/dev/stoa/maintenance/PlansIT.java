package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.plan.Plans;
import dev.stoa.testkit.TestClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A plan that changes for the worse, and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansIT {
    private static final String JOB = "/api/ops/jobs/maintenance.plans.sample/runs";

    private final RunningNode node = RunningNode.with();
    private final TestClient admin = new TestClient(node.node().adminPort());
    private final TestClient client = new TestClient(node.node().httpPort());

    @BeforeAll
    void fill() {
        node.database().execute("create table insight_rows (n bigint, note text not null)");
        node.database()
                .execute(
                        "insert into insight_rows select n, 'note' from generate_series(1, 30000) n");
        node.database().execute("create index idx_insight_rows_n on insight_rows (n)");
        node.database().execute("analyze insight_rows");
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    /** Runs the statement, has the job look at its plan, and waits for that. */
    private void sample() throws InterruptedException {
        assertThat(client.get("/insight/find?n=7").body()).isEqualTo("\"1\"");
        String before = admin.get(JOB + "?limit=1").text("/items/0/id");
        while (admin.post(JOB).status() == 409) {
            Thread.sleep(50);
        }
        while (true) {
            TestClient.Answer last = admin.get(JOB + "?limit=1");
            if (!last.text("/items/0/id").equals(before)
                    && last.text("/items/0/status").equals("succeeded")) {
                return;
            }
            Thread.sleep(50);
        }
    }

    @Test
    @Timeout(60)
    void anIndexThatIsGoneIsToldAsARegressionUntilItIsBack() throws Exception {
        sample();
        assertThat(admin.get("/api/ops/plans/regressions").json().get("items")).isEmpty();

        node.database().execute("drop index idx_insight_rows_n");
        sample();
        TestClient.Answer worse = admin.get("/api/ops/plans/regressions");

        assertThat(worse.text("/items/0/statement")).isEqualTo("insight.marks.find");
        assertThat(worse.text("/items/0/reason")).isEqualTo("sequential-scan");
        assertThat(worse.text("/items/0/before/shape"))
                .isEqualTo("Index Scan insight_rows by idx_insight_rows_n");
        assertThat(worse.text("/items/0/now/shape")).isEqualTo("Seq Scan insight_rows");
        assertThat(worse.statements()).isEqualTo(2);
        assertThat(admin.get("/metrics/prometheus").body())
                .contains("stoa_plan_regressions 1.0")
                .contains("stoa_plan_changes_total{statement=\"insight.marks.find\",} 1.0");
        assertThat(new Plans(InsightProvider.platform()).examiners().getFirst().examine())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.kind()).isEqualTo("plan-regressed");
                            assertThat(finding.subject()).isEqualTo("insight.marks.find");
                            assertThat(finding.summary())
                                    .contains("reads all 30000 rows of insight_rows");
                        })
                .extracting(Finding::confidence)
                .isEqualTo(0.9);

        node.database().execute("create index idx_insight_rows_n on insight_rows (n)");
        sample();

        assertThat(admin.get("/api/ops/plans/regressions").json().get("items")).isEmpty();
        TestClient.Answer detail = admin.get("/api/ops/statements/insight.marks.find");
        assertThat(detail.text("/plans/0/shape"))
                .isEqualTo("Index Scan insight_rows by idx_insight_rows_n");
        assertThat(detail.text("/plans/1/shape")).isEqualTo("Seq Scan insight_rows");
        TestClient.Answer analysis = admin.get("/database/query-analysis");
        assertThat(analysis.body()).contains("\"planChanges\":2");
    }
}
