package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The performance report beside the metrics, on one path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetricsReportIT {
    private static final String JSON = "application/json";

    private final RunningNode node = RunningNode.with("monitoring.slow-request", "200ms");
    private final TestClient admin = new TestClient(node.node().adminPort());

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private JsonNode report() {
        return admin.get("/metrics", "Accept", JSON).json();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theReportIsWhatHappenedSinceTheLastReset() throws Exception {
        assertThat(admin.post("/metrics/reset").body()).isEqualTo("{\"status\":\"reset\"}");
        double before = requestsInAll();
        node.get("/api/forum/threads?tab=recent&limit=3");
        node.get("/api/forum/threads?tab=recent&limit=3");
        node.get("/faulty/slow");
        node.get("/faulty/broken");
        node.get("/health");
        admin.get("/health/detailed");
        JsonNode report = report();

        assertThat(names(report))
                .containsExactly(
                        "timestamp",
                        "node",
                        "monitoring",
                        "window",
                        "requests",
                        "cache",
                        "database",
                        "system",
                        "recommendations");
        JsonNode requests = report.get("requests");
        assertThat(names(requests))
                .containsExactly(
                        "total",
                        "averageResponseTime",
                        "peakResponseTime",
                        "slowRequests",
                        "errorRate",
                        "requestsPerMinute");
        // Four of clients; probes and operators don't count.
        assertThat(requests.get("total").asInt()).isEqualTo(4);
        assertThat(requests.get("slowRequests").asInt()).isEqualTo(1);
        assertThat(requests.get("errorRate").asDouble()).isEqualTo(25.0);
        assertThat(requests.get("peakResponseTime").asDouble()).isBetween(300.0, 5000.0);
        assertThat(requests.get("averageResponseTime").asDouble()).isBetween(75.0, 2000.0);
        assertThat(requests.get("requestsPerMinute").asDouble()).isPositive();
        assertThat(names(report.get("cache")))
                .containsExactly("hitRate", "memoryUsageMB", "entries", "averageAccessCount");
        assertThat(report.at("/cache/hitRate").asDouble()).isEqualTo(50.0);
        assertThat(names(report.get("database")))
                .containsExactly("queryCount", "slowQueries", "pool", "sizeMB", "sizeSampledAt");
        assertThat(report.at("/database/queryCount").asInt()).isPositive();
        assertThat(names(report.get("system")))
                .containsExactly(
                        "heapUsedMB", "heapMaxMB", "residentMB", "cpuPercent", "uptimeSeconds");
        assertThat(report.at("/system/residentMB").asInt()).isPositive();

        admin.post("/metrics/reset");
        JsonNode anew = report().get("requests");
        assertThat(anew.get("total").asInt()).isZero();
        assertThat(anew.get("peakResponseTime").asDouble()).isZero();
        assertThat(
                        admin.get("/api/ops/incident")
                                .json()
                                .at("/parts/report/data/requests/peakResponseTime")
                                .asDouble())
                .as("the last minutes' goes on")
                .isGreaterThanOrEqualTo(300);
        // Counters never go back.
        assertThat(requestsInAll()).isGreaterThanOrEqualTo(before + 4);
    }

    private double requestsInAll() {
        return admin.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_request_duration_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void acceptDecidesByItsQualities() {
        assertThat(type("*/*")).startsWith("text/plain");
        assertThat(admin.get("/metrics").header("Content-Type")).startsWith("text/plain");
        assertThat(type(JSON)).isEqualTo(JSON);
        assertThat(type("text/plain;q=0.5, application/json;q=0.4")).startsWith("text/plain");
        assertThat(type("application/json;q=0, */*")).startsWith("text/plain");
        assertThat(type("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"))
                .startsWith("application/openmetrics-text");
        assertThat(type("text/plain, application/openmetrics-text;q=0.1")).startsWith("text/plain");
        assertThat(admin.get("/metrics").header("Vary")).contains("Accept");
    }

    private String type(String accept) {
        return admin.get("/metrics", "Accept", accept).header("Content-Type");
    }

    @Test
    void aScrapeAndAReportAskTheDatabaseNothing() {
        assertThat(admin.get("/metrics").statements()).isZero();
        assertThat(admin.get("/metrics", "Accept", JSON).statements()).isZero();
        assertThat(admin.get("/metrics").body())
                .contains("stoa_table_bytes{table=\"threads\",}")
                .contains("stoa_id_headroom_ratio{table=\"threads\",}");
    }

    @Test
    void theObjectivesAreToldAsThisNodeKnowsThem() throws Exception {
        node.get("/faulty/broken");
        JsonNode slo = admin.get("/api/ops/slo").json();
        assertThat(slo.at("/scope").asText()).isEqualTo("node");
        JsonNode availability = slo.at("/objectives/0");
        assertThat(availability.get("name").asText()).isEqualTo("availability");
        assertThat(availability.get("target").asDouble()).isEqualTo(0.99);
        JsonNode window = availability.at("/windows/3");
        assertThat(window.get("seconds").asInt()).isEqualTo(86_400);
        assertThat(window.get("knownSeconds").asInt()).isLessThan(600);
        assertThat(window.get("bad").asInt()).isPositive();
        double share = window.get("bad").asDouble() / window.get("events").asDouble();
        assertThat(window.get("current").asDouble()).isCloseTo(1 - share, within());
        assertThat(window.get("budgetLeft").asDouble()).isCloseTo(1 - share / 0.01, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.001);
    }

    @Test
    void theAnalysisKeepsItsReport() throws Exception {
        admin.post("/api/ops/jobs/maintenance.performance.analyse/runs");
        for (int i = 0; i < 100; i++) {
            if (admin.get("/api/ops/reports?limit=1").json().get("items").size() > 0) {
                break;
            }
            Thread.sleep(100);
        }
        TestClient.Answer kept = admin.get("/api/ops/reports?limit=1");
        assertThat(kept.statements()).isEqualTo(1);
        assertThat(kept.json().at("/items/0/report/requests/total").isNumber()).isTrue();
    }
}
