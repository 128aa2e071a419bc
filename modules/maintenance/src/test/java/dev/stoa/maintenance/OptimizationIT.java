package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tables and indexes are looked after beside the traffic. */
class OptimizationIT {
    private static final String PATH = "/database/optimize";

    private final RunningNode node = OperatedNode.node();
    private final TestClient admin = OperatedNode.admin();

    private TestClient.Answer optimize(String json) {
        return admin.send("POST", PATH, json);
    }

    private TestClient.Answer ended(String location) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            TestClient.Answer run = admin.get(location);
            if (!run.text("/endedAt").isEmpty()) {
                return run;
            }
            assertThat(System.nanoTime()).as(run.body()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    @Test
    void aDryRunSaysWithItsStatementsWhatWouldBeDone() {
        TestClient.Answer plan =
                optimize(
                        """
                        {"actions":["analyze","vacuum","reindex","refresh-ranking"],"dryRun":true,"tables":["threads"]}
                        """);

        assertThat(plan.status()).as(plan.body()).isEqualTo(202);
        assertThat(plan.text("/status")).isEqualTo("planned");
        assertThat(plan.statements()).isLessThanOrEqualTo(7);
        assertThat(plan.json().findValuesAsText("statement"))
                .startsWith("analyze threads", "vacuum (truncate false) threads")
                .contains("reindex index concurrently idx_threads_structure_id");
        assertThat(plan.json().findValuesAsText("subject")).endsWith("forum.ranks.refresh");
        assertThat(admin.get(plan.header("Location")).body()).isEqualTo(plan.body());
    }

    @Test
    void whatIsNotKnownIsRefusedWithItsPlace() {
        assertThat(optimize("{\"actions\":[\"analyze\",\"tidy\"]}").text("/errors/0/pointer"))
                .isEqualTo("/actions/1");
        TestClient.Answer table =
                optimize("{\"actions\":[\"analyze\"],\"tables\":[\"threads\",\"pg_class\"]}");
        assertThat(table.status()).isEqualTo(422);
        assertThat(table.text("/errors/0/pointer")).isEqualTo("/tables/1");
        assertThat(optimize("{\"actions\":[]}").status()).isEqualTo(422);
        assertThat(optimize("{}").status()).isEqualTo(422);
        assertThat(admin.get("/api/ops/optimizations/999999").status()).isEqualTo(404);
    }

    @Test
    void everythingIsLookedAfterUnderLoadAndNoClientNotices() throws Exception {
        node.database().execute("drop index idx_threads_structure_id");
        AtomicBoolean over = new AtomicBoolean();
        List<Future<List<String>>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                int reader = i;
                readers.add(threads.submit(() -> errors(over, reader)));
            }
            TestClient.Answer asked =
                    optimize(
                            """
                            {"actions":["create-missing-indexes","vacuum","analyze","reindex","refresh-ranking"],
                             "tables":["threads","thread_stats"]}
                            """);
            assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            TestClient.Answer second = optimize("{\"actions\":[\"analyze\"]}");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.text("/code")).isEqualTo("optimization-running");

            TestClient.Answer done;
            try {
                done = ended(asked.header("Location"));
            } finally {
                over.set(true);
            }
            assertThat(done.text("/status")).as(done.body()).isEqualTo("succeeded");
            assertThat(done.json().at("/steps"))
                    .extracting(step -> step.get("status").asText())
                    .containsOnly("succeeded");
            for (Future<List<String>> reader : readers) {
                assertThat(reader.get()).isEmpty();
            }
        }
        assertThat(
                        node.database()
                                .rows(
                                        "select i.indisvalid from pg_index i where indexrelid = 'idx_threads_structure_id'::regclass"))
                .containsExactly("t");
        assertThat(
                        node.database()
                                .rows(
                                        "select last_vacuum is not null and last_analyze is not null from pg_stat_user_tables where relname = 'threads'"))
                .containsExactly("t");
    }

    private List<String> errors(AtomicBoolean over, int reader) {
        TestClient client = new TestClient(node.node().httpPort());
        List<String> errors = new ArrayList<>();
        for (int i = 0; !over.get(); i++) {
            String path =
                    i % 2 == 0
                            ? "/api/forum/threads/" + (1 + (i * 4 + reader) % 300) + "/posts"
                            : "/api/forum/threads?limit=" + (1 + (i + reader) % 99);
            TestClient.Answer answer = client.get(path);
            if (answer.status() >= 500) {
                errors.add(path + " " + answer.body());
            }
        }
        return errors;
    }

    @Test
    void whatOthersHoldIsGivenUpAfterAWhileAndTheRestIsDone() throws Exception {
        try (Connection other = node.database().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table favorites in share mode");
            TestClient.Answer asked =
                    optimize("{\"actions\":[\"vacuum\"],\"tables\":[\"favorites\",\"tags\"]}");

            TestClient.Answer done = ended(asked.header("Location"));

            assertThat(done.text("/status")).isEqualTo("failed");
            assertThat(done.text("/steps/0/status")).isEqualTo("failed");
            assertThat(done.text("/steps/0/error")).startsWith("Others held what it needs");
            assertThat(done.text("/steps/1/status")).isEqualTo("succeeded");
        }
    }
}
