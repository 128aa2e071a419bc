package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A node whose Redis fails while it is asked: slower at worst, never broken. The full lengths of
 * the faults are for {@code -Pfaults}; here each lasts a few seconds.
 */
class RedisFaultsIT {
    private static final Duration FAULT = Duration.ofSeconds(3);
    private static final String LIST = "/api/forum/threads?tab=recent&limit=";

    @Test
    void redisKilledAndStartedAgainIsNotNoticedByClients() throws Exception {
        try (var redis = TestRedis.started();
                var node = RunningNode.started("redis.url", redis.url())) {
            awaitStatus(node, "healthy");
            redis.kill();
            assertAllWell(node);
            awaitStatus(node, "degraded");
            redis.start();
            awaitStatus(node, "healthy");
            assertAllWell(node);
        }
    }

    @Test
    void redisFrozenCostsARequestAtMostAMoment() throws Exception {
        try (var redis = TestRedis.started();
                var node = RunningNode.started("redis.url", redis.url())) {
            awaitStatus(node, "healthy");
            redis.freeze();
            assertAllWell(node);
            redis.thaw();
            awaitStatus(node, "healthy");
        }
    }

    @Test
    void withoutRedisTheNodeIsReadyAndSaysThatItIsDegraded() throws Exception {
        try (var redis = TestRedis.absent();
                var node = RunningNode.started("redis.url", redis.url())) {
            assertThat(node.get("/ready").statusCode()).isEqualTo(200);
            awaitStatus(node, "degraded");
            assertAllWell(node);
        }
        try (var node = RunningNode.started()) {
            assertThat(node.get("/health").body()).contains("\"status\":\"healthy\",\"timestamp\"");
        }
    }

    @Test
    void packetsThatVanishOnTheWayToRedisCostNothingMore() throws Exception {
        try (var redis = TestRedis.started();
                var proxy = FaultProxy.before(redis.port());
                var node = RunningNode.started("redis.url", "redis://127.0.0.1:" + proxy.port())) {
            awaitStatus(node, "healthy");
            proxy.blackHole();
            assertAllWell(node);
            awaitStatus(node, "degraded");
            proxy.pass();
            awaitStatus(node, "healthy");
        }
    }

    /**
     * Asks for lists that are not in memory for the length of a fault: all answered, none over a
     * second.
     */
    private static void assertAllWell(RunningNode node) throws Exception {
        List<Long> slow = new ArrayList<>();
        long end = System.nanoTime() + FAULT.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            long started = System.nanoTime();
            int status = node.get(LIST + (1 + i % 100)).statusCode();
            long millis = (System.nanoTime() - started) / 1_000_000;
            assertThat(status).isEqualTo(200);
            if (millis > 1000) {
                slow.add(millis);
            }
            if (i % 100 == 99) {
                node.postAdmin("/cache/clear");
            }
        }
        assertThat(slow).as("requests over a second, in ms").isEmpty();
    }

    private static void awaitStatus(RunningNode node, String status) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String body = "";
        while (System.nanoTime() < end) {
            body = node.get("/health").body();
            if (body.startsWith("{\"status\":\"" + status + "\"")) {
                return;
            }
            Thread.sleep(50);
        }
        assertThat(body).startsWith("{\"status\":\"" + status + "\"");
    }
}
