package dev.stoa.sessions.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestRedis;
import dev.stoa.testkit.TestWallet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NonceRaceIT {
    @Test
    void aNonceVerifiedAHundredTimesAtOnceOnTwoNodesWithRedisAwaySignsInOnce() throws Exception {
        try (TestDatabase database = TestNode.database();
                TestRedis redis = TestRedis.started();
                TestNode one = TestNode.on(database, "redis.url", redis.url());
                TestNode other = TestNode.on(database, "redis.url", redis.url())) {
            redis.kill();
            var wallet = TestWallet.of(301);
            var clients = List.of(new SigningClient(one.http()), new SigningClient(other.http()));
            String message = clients.getFirst().nonce(wallet).text("/message");
            String signature = wallet.sign(message);

            var together = new CountDownLatch(1);
            List<Callable<Integer>> tries = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                SigningClient client = clients.get(i % 2);
                tries.add(
                        () -> {
                            together.await();
                            return client.verify(message, signature).status();
                        });
            }
            List<Integer> statuses = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> running = tries.stream().map(threads::submit).toList();
                together.countDown();
                for (Future<Integer> each : running) {
                    statuses.add(each.get());
                }
            }

            assertThat(statuses).containsOnlyOnce(200);
            // Whoever waited too long for a connection may have got a 503.
            assertThat(statuses).containsAnyOf(409).isSubsetOf(200, 409, 503);
            assertThat(database.number("select count(*) from login_sessions")).isEqualTo(1);
            assertThat(database.number("select count(*) from users")).isEqualTo(1);
        }
    }
}
