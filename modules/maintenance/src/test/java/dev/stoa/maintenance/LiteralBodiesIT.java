package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.platform.Work;
import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies that clients of the reports know, field by field, on a node in the dev profile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiteralBodiesIT {
    private static final String STATUS = "\"status\":\"healthy\"";
    private static final String NUMBER = "-?\\d+(\\.\\d+)?";
    private static final String COUNT = "\\d+";

    private final RunningNode node =
            RunningNode.with("profile", "dev", "maintenance.size-interval", "1s");
    private final TestClient admin = new TestClient(node.node().adminPort());

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private String body(String path) {
        TestClient.Answer answer = admin.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.body();
    }

    @Test
    void performanceOfHealthHasTheReportsFields() {
        assertThat(body("/health/performance"))
                .matches(
                        ("\\{\"status\":\"ok\",\"response_time_ms\":NUMBER,\"cache\":\\{"
                                        + "\"total_entries\":COUNT,\"active_entries\":COUNT,\"hits\":COUNT,"
                                        + "\"misses\":COUNT,\"hit_rate\":NUMBER,\"memory_usage_estimate_mb\":NUMBER},"
                                        + "\"database\":\\{STATUS,\"latency_ms\":NUMBER,\"pool\":\\{\"pool_size\":COUNT,"
                                        + "\"checked_out\":COUNT,\"overflow\":0,\"total_connections\":COUNT}}}")
                                .replace("NUMBER", NUMBER)
                                .replace("COUNT", COUNT)
                                .replace("STATUS", STATUS));
    }

    @Test
    void entriesThatAreServedAreActiveAndHitsAreCounted() throws Exception {
        JsonNode before = admin.get("/health/performance").json().get("cache");
        node.get("/api/forum/threads?tab=recent&limit=3");
        node.get("/api/forum/threads?tab=recent&limit=3");
        // What is active is counted once a second.
        Thread.sleep(1100);
        JsonNode after = admin.get("/health/performance").json().get("cache");

        assertThat(after.get("total_entries").asInt())
                .isEqualTo(before.get("total_entries").asInt() + 1);
        assertThat(after.get("active_entries").asInt())
                .isBetween(1, after.get("total_entries").asInt());
        assertThat(after.get("hits").asInt()).isEqualTo(before.get("hits").asInt() + 1);
        assertThat(after.get("misses").asInt()).isEqualTo(before.get("misses").asInt() + 1);
        assertThat(after.get("hit_rate").asDouble()).isBetween(0.1, 100.0);
    }

    @Test
    void healthInDetailHasThePartsAndWhatClientsSaw() {
        assertThat(body("/health/detailed"))
                .matches(
                        ("\\{STATUS,\"timestamp\":\"[^\"]+Z\",\"node\":\"[^\"]+\",\"stage\":\"ready\","
                                        + "\"uptimeSeconds\":COUNT,\"components\":\\{\"database\":\\{STATUS,\"latency\":NUMBER,"
                                        + "\"pool\":\\{\"size\":COUNT,\"total\":COUNT,\"active\":COUNT,\"waiting\":0}},"
                                        + "\"cache\":\\{STATUS,\"type\":\"memory\",\"hitRate\":NUMBER,\"entries\":COUNT,"
                                        + "\"memoryMB\":NUMBER},\"memory\":\\{STATUS,\"heapUsedMB\":COUNT,\"heapMaxMB\":COUNT}},"
                                        + "\"performance\":\\{\"requests\":COUNT,\"averageResponseTime\":NUMBER,"
                                        + "\"slowRequests\":COUNT,\"errorRate\":NUMBER},\"failedChecks\":\\[]}")
                                .replace("NUMBER", NUMBER)
                                .replace("COUNT", COUNT)
                                .replace("STATUS", STATUS));
    }

    @Test
    void eachPartHasAPathOfItsOwn() {
        assertThat(body("/health/database"))
                .matches(
                        "\\{"
                                + STATUS
                                + ",\"latency\":"
                                + NUMBER
                                + ",\"pool\":\\{\"size\":\\d+,\"total\":\\d+,\"active\":\\d+,\"waiting\":0}}");
        assertThat(body("/health/cache"))
                .matches(
                        "\\{"
                                + STATUS
                                + ",\"type\":\"memory\",\"hitRate\":"
                                + NUMBER
                                + ",\"entries\":\\d+,\"memoryMB\":"
                                + NUMBER
                                + "}");
    }

    @Test
    void theDatabaseIsToldOfWithoutAskingIt() throws Exception {
        node.get("/api/forum/threads?tab=recent&limit=4");
        JsonNode health = admin.get("/database/health").json();
        assertThat(health.at("/status").asText()).isEqualTo("healthy");
        assertThat(health.at("/latencyMs").asDouble()).isPositive();
        assertThat(health.at("/poolUtilisation").asDouble()).isBetween(0.0, 100.0);
        assertThat(health.at("/waiting").asInt()).isZero();
        assertThat(health.at("/sizeMB").asDouble()).isGreaterThan(5);

        JsonNode pool = admin.get("/database/connections").json();
        assertThat(pool.at("/size").asInt()).isGreaterThanOrEqualTo(4);
        assertThat(pool.at("/idle").asInt())
                .isEqualTo(pool.at("/total").asInt() - pool.at("/active").asInt());
        assertThat(pool.at("/refused").asInt()).isZero();

        TestClient.Answer answer = admin.get("/database/metrics");
        assertThat(answer.statements()).isZero();
        assertThat(answer.json().at("/queryCount").asInt()).isPositive();
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : answer.json().at("/statements")) {
            if (each.get("name").asText().equals("forum.threads.recent")) {
                found.add(each);
            }
        }
        assertThat(found).hasSize(1);
        JsonNode listed = found.getFirst();
        assertThat(listed.get("calls").asInt()).isPositive();
        assertThat(listed.get("averageMs").asDouble()).isPositive();
        assertThat(listed.get("p95Ms").asDouble()).isPositive();
        assertThat(listed.get("rows").asInt()).isPositive();
        assertThat(listed.get("slow").size()).isEqualTo(4);
    }

    @Test
    void theDevProfileTellsWithUnits() {
        assertThat(body("/api/dev/health"))
                .matches(
                        "\\{\"performance\":\\{\"dbLatency\":\"\\d+ms\",\"memory\":\\{\"used\":\"\\d+MB\"},"
                                + "\"uptime\":\"\\d+s\"},\"cache\":\\{\"type\":\"memory\"}}");
        assertThat(body("/api/dev/db/test"))
                .matches(
                        "\\{\"status\":\"ok\",\"latency\":\"\\d+\\.\\dms\",\"server\":\"PostgreSQL 18[^\"]+\"}");
    }

    @Test
    void logLevelsHoldAtOnce() {
        TestClient.Answer set =
                admin.send(
                        "POST",
                        "/api/dev/logs/levels",
                        "{\"level\":\"debug\",\"logger\":\"dev.stoa.test\"}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(System.getLogger("dev.stoa.test").isLoggable(System.Logger.Level.DEBUG))
                .isTrue();
        assertThat(admin.get("/api/ops/log-levels").body())
                .contains("{\"logger\":\"dev.stoa.test\",\"level\":\"debug\"}");

        TestClient.Answer back =
                admin.send(
                        "PUT",
                        "/api/ops/log-levels",
                        "{\"level\":\"inherit\",\"logger\":\"dev.stoa.test\"}");
        assertThat(back.body()).doesNotContain("dev.stoa.test");
        assertThat(System.getLogger("dev.stoa.test").isLoggable(System.Logger.Level.DEBUG))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"loud\"}",
                "{}",
                "{\"level\":\"debug\",\"logger\":\"a b\"}",
                "{\"level\":\"inherit\"}",
                "{\"level\":\"debug\",\"colour\":\"red\"}"
            })
    void aWrongLevelIsRefusedWithItsPlace(String body) {
        TestClient.Answer refused = admin.send("PUT", "/api/ops/log-levels", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).startsWith("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cache/cleanup", "/health/cache/cleanup"})
    void bothPathsCleanUp(String path) {
        assertThat(admin.post(path).body()).matches("\\{\"status\":\"cleaned\",\"entries\":\\d+}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cache/clear",
                "/database/cache/clear",
                "/health/cache/clear",
                "/api/dev/clear-cache"
            })
    void allPathsClear(String path) throws Exception {
        node.get("/api/forum/threads?tab=new&limit=5");
        assertThat(admin.post(path).body())
                .matches("\\{\"status\":\"cleared\",\"entries\":[1-9]\\d*}");
        assertThat(node.get("/api/forum/threads?tab=new&limit=5").headers().firstValue("X-Cache"))
                .contains("MISS");
    }

    @Test
    void aPatternClearsTheKeysItIsFoundIn() throws Exception {
        admin.post("/cache/clear");
        node.get("/api/forum/threads/1");
        node.get("/api/forum/threads/2");
        node.get("/api/forum/threads?tab=recent&limit=9");
        assertThat(clear("{\"pattern\":\"^thread:1:\",\"caches\":[\"thread\"]}").body())
                .isEqualTo("{\"status\":\"cleared\",\"entries\":1}");
        assertThat(node.get("/api/forum/threads/2").headers().firstValue("X-Cache"))
                .contains("HIT");
        assertThat(clear("{\"caches\":[\"threads-recent\"]}").text("/entries")).isEqualTo("1");
        assertThat(clear("{\"pattern\":\"nothing is named so\"}").text("/entries")).isEqualTo("0");
    }

    private TestClient.Answer clear(String body) {
        return admin.send("POST", "/cache/clear", body);
    }

    @Test
    void aPatternThatIsNoneOrNeverEndsIsRefusedAndNothingIsForgotten() throws Exception {
        node.get("/api/forum/threads?tab=recent&limit=17");
        int entries = admin.get("/database/cache-stats").json().get("entries").asInt();
        assertRefused("{\"pattern\":\"(\"}", "/pattern", "malformed");
        assertRefused("{\"caches\":[\"thread\",\"bogus\"]}", "/caches/1", "unknown");
        assertRefused("{\"caches\":[]}", "/caches", "invalid");
        assertThat(admin.send("POST", "/cache/cleanup", "{\"all\":true}").status()).isEqualTo(422);
        long began = System.nanoTime();
        assertRefused(
                "{\"pattern\":\"^" + "(.*)".repeat(16) + "\\\\1!$\"}", "/pattern", "too-costly");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(admin.get("/database/cache-stats").json().get("entries").asInt())
                .isGreaterThanOrEqualTo(entries);
    }

    @Test
    void theListsOfThreadsAreForgottenTogetherByThePatternOfTheirKeys() throws Exception {
        node.get("/api/forum/threads?tab=recent&limit=4");
        node.get("/api/forum/threads?tab=top&limit=4");
        node.get("/api/forum/threads/2");

        assertThat(clear("{\"caches\":[\"thread-lists\"]}").json().get("entries").asInt())
                .isGreaterThanOrEqualTo(2);
        assertThat(admin.get("/api/ops/caches/threads-recent").json().get("entries").asInt())
                .isZero();
        assertThat(admin.get("/api/ops/caches/threads-top").json().get("entries").asInt()).isZero();
        assertThat(admin.get("/api/ops/caches/thread").json().get("entries").asInt()).isPositive();
        assertThat(clear("{\"pattern\":\"^thread:\",\"caches\":[\"thread-lists\"]}").status())
                .isEqualTo(200);
    }

    private void assertRefused(String body, String pointer, String code) {
        TestClient.Answer refused = clear(body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.text("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void eachCacheTellsWhatItHoldsAndHowItHelps() throws Exception {
        node.get("/api/forum/threads?tab=top&limit=3");
        node.get("/api/forum/threads?tab=top&limit=3");
        JsonNode one = admin.get("/api/ops/caches/threads-top").json();
        assertThat(one.get("name").asText()).isEqualTo("threads-top");
        assertThat(one.get("entries").asInt()).isPositive();
        assertThat(one.get("bytes").asInt()).isPositive();
        assertThat(one.get("hits").asInt()).isPositive();
        assertThat(one.get("misses").asInt()).isPositive();
        assertThat(one.get("hitRate").asDouble()).isBetween(1.0, 99.0);
        assertThat(one.get("averageAccesses").asDouble()).isPositive();
        assertThat(one.get("ttlSeconds").asDouble()).isEqualTo(300.0);
        assertThat(one.get("maxEntries").asInt()).isEqualTo(5000);
        assertThat(one.get("evictions").asInt()).isZero();
        assertThat(one.get("loadsInVain").asInt()).isZero();
        assertThat(admin.get("/api/ops/caches").body())
                .contains("\"name\":\"threads-top\"")
                .startsWith("{\"type\":\"memory\",\"degraded\":false,\"entries\":");
        assertThat(admin.get("/api/ops/caches/bogus").status()).isEqualTo(404);
    }

    @Test
    void aProbeIsQuickWhileThePoolIsExhausted() throws Exception {
        CountDownLatch held = new CountDownLatch(64);
        CountDownLatch enough = new CountDownLatch(1);
        int size = admin.get("/database/connections").json().get("size").asInt();
        for (int i = size; i < 64; i++) {
            held.countDown();
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> holders = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                holders.add(threads.submit(() -> hold(held, enough)));
            }
            held.await();
            JsonNode pool = admin.get("/database/connections").json();
            assertThat(pool.get("active").asInt()).isEqualTo(size);
            assertThat(pool.at("/lent/0/work").asText()).isEqualTo("holder");
            for (String path :
                    List.of(
                            "/health",
                            "/health/detailed",
                            "/health/performance",
                            "/health/database",
                            "/health/cache",
                            "/database/health")) {
                assertThat(p95(path)).as(path).isLessThan(Duration.ofMillis(50));
            }
            enough.countDown();
            for (Future<?> each : holders) {
                each.get();
            }
        }
    }

    private boolean hold(CountDownLatch held, CountDownLatch enough) {
        Work.within("holder", Duration.ofSeconds(20))
                .run(
                        (Runnable)
                                () ->
                                        node.node()
                                                .database()
                                                .transaction(
                                                        _ -> {
                                                            held.countDown();
                                                            enough.await();
                                                            return true;
                                                        }));
        return true;
    }

    private Duration p95(String path) {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long began = System.nanoTime();
            assertThat(admin.get(path).status()).isEqualTo(200);
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return took.stream().sorted().toList().get(37);
    }
}
