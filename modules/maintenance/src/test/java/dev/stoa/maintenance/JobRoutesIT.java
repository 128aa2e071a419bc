package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRoutesIT {
    private static final String JOB = "/api/ops/jobs/platform.job-runs.trim";

    private final TestClient client = OperatedNode.admin();

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
        assertThat(client.send("POST", JOB + "/runs", "{\"at\":\"once\"}").status()).isEqualTo(422);
    }

    @Test
    void aJobIsGivenAnotherScheduleAndSwitchedOffByWhoKnowsItsVersion() throws Exception {
        String path = "/api/ops/jobs/sessions.ledger.audit";
        await(path, "/lastRun/status", "succeeded");
        assertThat(client.send("PATCH", path, "{\"enabled\":false}").status()).isEqualTo(428);
        assertThat(client.send("PATCH", path, "{\"enabled\":true}", "If-Match", "\"v7\"").status())
                .isEqualTo(412);
        for (String nothing : List.of("{}", "{\"enabled\":null}")) {
            assertThat(client.send("PATCH", path, nothing, "If-Match", "\"v0\"").status())
                    .as(nothing)
                    .isEqualTo(422);
        }
        for (String wrong :
                List.of(
                        "often",
                        "every 1s",
                        "daily at 25:00",
                        "cron * *",
                        "cron -",
                        "cron 0 0 0 31 2 *")) {
            TestClient.Answer refused =
                    client.send(
                            "PATCH",
                            path,
                            "{\"schedule\":\"" + wrong + "\"}",
                            "If-Match",
                            "\"v0\"");
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.text("/errors/0/pointer")).isEqualTo("/schedule");
        }

        TestClient.Answer often =
                client.send("PATCH", path, "{\"schedule\":\"every 5s\"}", "If-Match", "\"v0\"");
        assertThat(often.status()).as(often.body()).isEqualTo(200);
        assertThat(often.text("/schedule")).isEqualTo("every 5s");
        assertThat(often.text("/declaredSchedule")).isEqualTo("every 5m");
        assertThat(Instant.parse(often.text("/nextAt"))).isBefore(Instant.now().plusSeconds(7));

        TestClient.Answer off =
                client.send("PATCH", path, "{\"enabled\":false}", "If-Match", "\"v1\"");
        assertThat(off.text("/schedule")).isEqualTo("every 5s");
        assertThat(off.text("/nextAt")).isEmpty();
        String last = client.get(path).text("/lastRun/id");
        assertThat(client.post(path + "/runs").status()).isEqualTo(202);
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (client.get(path).text("/lastRun/id").equals(last)) {
            assertThat(System.nanoTime()).as("asked for, it runs anyway").isLessThan(end);
            Thread.sleep(50);
        }
        await(path, "/running", "false");
        assertThat(client.get(path).text("/nextAt")).isEmpty();

        TestClient.Answer back =
                client.send(
                        "PATCH",
                        path,
                        "{\"enabled\":true,\"schedule\":null}",
                        "If-Match",
                        "\"v2\"");
        assertThat(back.text("/schedule")).isEqualTo("every 5m");
        assertThat(back.text("/version")).isEqualTo("3");
        assertThat(Instant.parse(back.text("/nextAt"))).isAfter(Instant.now().plusSeconds(250));
    }
}
