package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobRoutesIT {
    private static final String JOB = "/api/ops/jobs/platform.job-runs.trim";

    private final RunningNode node = RunningNode.with();
    private final TestClient client = new TestClient(node.node().adminPort());

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private TestClient.Answer await(String path, String place, String wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (true) {
            TestClient.Answer answer = client.get(path);
            if (answer.text(place).equals(wanted)) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(path + " went on answering " + answer.body());
            }
            Thread.sleep(50);
        }
    }

    @Test
    void aJobThatIsAskedForIsInTheHistoryWithinSeconds() throws Exception {
        await("/api/ops/jobs", "/items/1/lastRun/status", "succeeded");

        TestClient.Answer asked = client.post(JOB + "/runs");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.header("Location")).isEqualTo(JOB + "/runs");

        TestClient.Answer runs = await(JOB + "/runs?limit=1", "/items/0/trigger", "manual");
        await(JOB + "/runs?limit=1", "/items/0/status", "succeeded");
        assertThat(runs.statements()).isEqualTo(2);
        TestClient.Answer earlier =
                client.get(JOB + "/runs?limit=1&after=" + runs.text("/page/next"));
        assertThat(earlier.text("/items/0/trigger")).isEqualTo("schedule");
        assertThat(earlier.text("/page/next")).isEmpty();
    }

    @Test
    void allJobsAreListedInOneStatement() throws Exception {
        TestClient.Answer list = await("/api/ops/jobs", "/items/0/name", "forum.counters.drift");
        assertThat(list.text("/items/0/schedule")).isEqualTo("every 10m");
        assertThat(list.statements()).isEqualTo(1);
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        assertThat(client.get("/api/ops/jobs/a.b.c/runs").status()).isEqualTo(404);
        assertThat(client.post("/api/ops/jobs/a.b.c/runs").status()).isEqualTo(404);
        assertThat(client.get("/api/ops/jobs?x=1").status()).isEqualTo(400);
    }
}
