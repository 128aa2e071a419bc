package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Work;
import dev.stoa.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What probes are told, word for word, by a node whose parts come and go. */
final class HealthIT {
    private static String health(String overall, String database, String cache) {
        return ("\\{\"status\":\"%s\",\"timestamp\":\"[-\\d]{10}T[\\d:]{8}(\\.\\d+)?Z\",\"components\":\\{"
                        + "\"database\":\\{\"status\":\"%s\",\"latency\":\\d+\\.?\\d*},"
                        + "\"cache\":\\{\"status\":\"%s\",\"hitRate\":\\d+\\.?\\d*},"
                        + "\"memory\":\\{\"status\":\"healthy\",\"heapUsedMB\":\\d+}}}")
                .formatted(overall, database, cache);
    }

    private static void assertAnswers(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).matches(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private static void assertSays(HttpResponse<String> answer, int status, String word) {
        assertAnswers(answer, status, "\\{\"status\":\"" + word + "\"}");
    }

    @Test
    void aWellNodeSaysSoOnBothListeners() throws Exception {
        try (RunningNode node = RunningNode.with()) {
            assertAnswers(node.get("/health"), 200, health("healthy", "healthy", "healthy"));
            assertAnswers(node.admin("/health"), 200, health("healthy", "healthy", "healthy"));
            assertSays(node.get("/live"), 200, "live");
            assertSays(node.get("/ready"), 200, "ready");
        }
    }

    @Test
    void aLostDatabaseAndItsReturnAreToldWithinTwoSeconds() throws Exception {
        try (RunningNode node = RunningNode.with()) {
            node.get("/health");
            node.databaseWay().refuse();
            Duration told = node.until("/health", answer -> answer.statusCode() == 503);

            // A second for what is remembered, half of one for a connection that doesn't come.
            assertThat(told).isLessThan(Duration.ofMillis(1900));
            assertAnswers(node.get("/health"), 503, health("unhealthy", "unhealthy", "healthy"));
            assertSays(node.get("/ready"), 503, "unhealthy");
            assertSays(node.get("/live"), 200, "live");

            node.databaseWay().pass();
            Duration back = node.until("/health", answer -> answer.statusCode() == 200);
            assertThat(back).isLessThan(Duration.ofSeconds(2));
            // It answers before it is known to take writes.
            Duration whole = node.until("/ready", answer -> answer.body().contains("\"ready\""));
            assertThat(whole).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aDatabaseThatHangsIsToldToo() throws Exception {
        try (RunningNode node = RunningNode.with()) {
            node.get("/health");
            node.databaseWay().blackHole();
            node.until("/health", answer -> answer.statusCode() == 503);
            long started = System.nanoTime();
            assertSays(node.get("/live"), 200, "live");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofMillis(100));

            node.databaseWay().pass();
            node.databaseWay().cut();
            Duration back = node.until("/health", answer -> answer.statusCode() == 200);
            assertThat(back).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void aRedisThatIsAwayDegradesANodeThatServesAllTheSame() throws Exception {
        try (TestRedis redis = TestRedis.absent();
                RunningNode node = RunningNode.with("redis.url", redis.url())) {
            assertAnswers(node.get("/health"), 200, health("degraded", "healthy", "degraded"));
            assertSays(node.get("/ready"), 200, "degraded");
            assertThat(node.get("/api/forum/threads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFullPoolDoesNotMakeAWellDatabaseLookIll() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RunningNode node =
                        RunningNode.with("database.pool.max", "1", "database.pool.min", "1")) {
            Future<?> holder = threads.submit(() -> hold(node, held, enough));
            held.await();
            long started = System.nanoTime();
            HttpResponse<String> answer = node.get("/health");
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            enough.countDown();
            holder.get();

            assertAnswers(answer, 200, health("healthy", "healthy", "healthy"));
            assertThat(took).isLessThan(Duration.ofMillis(300));
        }
    }

    private static boolean hold(RunningNode node, CountDownLatch held, CountDownLatch enough) {
        Work.within("test", Duration.ofSeconds(8))
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

    @Test
    void aNodeThatIsStoppedSaysSoWhileOpenRequestsEnd() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RunningNode node = RunningNode.with()) {
            Future<HttpResponse<String>> open = threads.submit(() -> node.get("/faulty/slow"));
            Thread.sleep(FaultyProvider.SLOW.dividedBy(3));
            Future<?> stop = threads.submit(node.node()::close);
            node.until("/ready", answer -> answer.statusCode() == 503);

            assertSays(node.get("/ready"), 503, "draining");
            assertSays(node.get("/live"), 200, "live");
            assertThat(open.get().statusCode()).isEqualTo(200);
            stop.get();
        }
    }
}
