package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bundle for whoever is called, from a node that is well and from one without its database. */
final class IncidentIT {
    private static final List<String> FROM_MEMORY = List.of("report", "pool", "caches", "errors");

    @Test
    void theBundleComesWithAndWithoutTheDatabase() throws Exception {
        try (RunningNode node = RunningNode.with()) {
            TestClient admin = new TestClient(node.node().adminPort());
            node.get("/api/forum/search?q=verysecretword");
            String trace = RunningNode.traceId(node.get("/faulty/broken"));

            TestClient.Answer answer = admin.get("/api/ops/incident");
            assertThat(answer.statements()).isGreaterThanOrEqualTo(2);
            JsonNode well = answer.json();
            assertThat(well.get("stage").asText()).isEqualTo("ready");
            for (JsonNode part : well.get("parts")) {
                assertThat(part.get("status").asText()).as(part.toString()).isEqualTo("ok");
            }
            assertThat(well.at("/parts/errors/data/0/traceId").asText()).isEqualTo(trace);
            assertThat(well.at("/parts/errors/data/0/route").asText()).isEqualTo("/faulty/broken");
            assertThat(well.at("/parts/jobs/data").size()).isGreaterThan(5);
            assertThat(well.toString()).doesNotContain("verysecretword");

            node.databaseWay().blackHole();
            long began = System.nanoTime();
            JsonNode ill = admin.get("/api/ops/incident").json();
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(took).isLessThan(Duration.ofSeconds(4));
            for (String part : FROM_MEMORY) {
                assertThat(ill.at("/parts/" + part + "/status").asText()).as(part).isEqualTo("ok");
            }
            List<String> failed = new ArrayList<>();
            ill.get("parts")
                    .properties()
                    .forEach(
                            part -> {
                                if (part.getValue().get("status").asText().equals("failed")) {
                                    failed.add(part.getKey());
                                    assertThat(part.getValue().get("error").asText()).isNotEmpty();
                                }
                            });
            assertThat(failed)
                    .contains("jobs", "findings")
                    .doesNotContainAnyElementsOf(FROM_MEMORY);

            for (String path : List.of("/api/ops/migrations", "/api/ops/migrations/rollback")) {
                began = System.nanoTime();
                TestClient.Answer away =
                        path.endsWith("rollback")
                                ? admin.send("POST", path, "{\"to\":\"community\",\"dryRun\":true}")
                                : admin.get(path);
                assertThat(away.status()).as(away.body()).isEqualTo(503);
                assertThat(away.header("Retry-After")).isNotEmpty();
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isLessThan(Duration.ofSeconds(3));
            }

            // Else the node's end would wait for what does not come.
            node.databaseWay().pass();
            node.databaseWay().cut();
        }
    }
}
