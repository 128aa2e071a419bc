package dev.stoa.platform.limit;

import static dev.stoa.platform.limit.LimitNode.SOMEONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nodes on a real Redis. */
class LimiterIT {
    private static final TestRedis REDIS = TestRedis.started();
    private static final Duration MOST_FOR_A_REQUEST = Duration.ofMillis(150);

    private final AtomicLong callers = new AtomicLong(System.nanoTime());

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    private Caller caller() {
        return new Caller.Member(callers.incrementAndGet());
    }

    @Test
    void twoNodesAreAsExactAsOne() throws Exception {
        try (LimitNode first = LimitNode.on(REDIS.url(), "rate-limits.post", "50/10s");
                LimitNode second = LimitNode.on(REDIS.url(), "rate-limits.post", "50/10s")) {
            Run run = Run.of(LimitPolicies.POST, caller(), first.ready(), second.ready());

            // A full bucket, what flowed in, and what a clock's tick may add.
            assertThat(run.allowed()).isBetween(50, 50 + run.flow(5) + 1);
            assertThat(run.refused()).isGreaterThan(1000);
            assertThat(count(first, "redis") + count(second, "redis"))
                    .isGreaterThanOrEqualTo(run.allowed());
        }
    }

    @Test
    void leasesExceedTheLimitByOneBatchANodeAtMost() throws Exception {
        try (LimitNode first = LimitNode.on(REDIS.url(), "rate-limits.read.member", "500/10s");
                LimitNode second =
                        LimitNode.on(REDIS.url(), "rate-limits.read.member", "500/10s")) {
            Run run = Run.of(LimitPolicies.READ, caller(), first.ready(), second.ready());

            assertThat(run.allowed()).isBetween(500, 500 + run.flow(50) + 2 * 50 + 1);
            assertThat(run.refused()).isGreaterThan(1000);
        }
    }

    @Test
    void aSlowCallersTokensAreHisOnWhateverNode() throws Exception {
        try (LimitNode first = LimitNode.on(REDIS.url(), "rate-limits.read.member", "20/1h");
                LimitNode second = LimitNode.on(REDIS.url(), "rate-limits.read.member", "20/1h")) {
            first.ready();
            second.ready();
            Caller caller = caller();
            int allowed = 0;
            for (int i = 0; i < 20; i++) {
                LimitNode node = i % 2 == 0 ? first : second;
                allowed += node.limiter.draw(LimitPolicies.READ, caller).isAllowed() ? 1 : 0;
                Thread.sleep(20);
            }
            assertThat(allowed).isBetween(16, 20);
        }
    }

    @Test
    void theClockOfANodeIsOfNoMatter() throws Exception {
        AtomicLong skew = new AtomicLong();
        try (LimitNode node =
                        LimitNode.on(
                                REDIS.url(),
                                () -> System.nanoTime() + skew.get(),
                                "rate-limits.post",
                                "10/10m");
                LimitNode other = LimitNode.on(REDIS.url(), "rate-limits.post", "10/10m")) {
            node.ready();
            other.ready();
            Caller caller = caller();
            int allowed = 0;
            for (int minutes : new int[] {0, 10, -10, 20, 0}) {
                skew.set(Duration.ofMinutes(minutes).toNanos());
                for (int i = 0; i < 4; i++) {
                    allowed += node.limiter.draw(LimitPolicies.POST, caller).isAllowed() ? 1 : 0;
                    allowed += other.limiter.draw(LimitPolicies.POST, caller).isAllowed() ? 1 : 0;
                }
            }
            assertThat(allowed).isEqualTo(10);
        }
    }

    @Test
    void redisForgetsCallersWhoseTokensAreBack() throws Exception {
        try (TestRedis redis = TestRedis.started();
                LimitNode node =
                        LimitNode.on(
                                redis.url(),
                                "rate-limits.vote",
                                "3/1s",
                                "rate-limits.read.member",
                                "100/1s")) {
            node.ready();
            for (int i = 0; i < 2000; i++) {
                node.limiter.draw(LimitPolicies.VOTE, new Caller.Member(i));
                node.limiter.draw(LimitPolicies.READ, new Caller.Member(i));
            }
            LimitNode.within(
                    Duration.ofSeconds(5), () -> node.redis.client().getKeys().count() == 0);
        }
    }

    @Test
    void killedRedisCostsLittleAndIsFoundAgain() throws Exception {
        try (TestRedis redis = TestRedis.started();
                LimitNode node = LimitNode.on(redis.url())) {
            node.ready();
            assertThat(node.limiter.draw(LimitPolicies.POST, SOMEONE).isLocal()).isFalse();
            redis.kill();
            assertRequestsAreCheap(node);

            redis.start();

            LimitNode.within(Duration.ofSeconds(5), () -> !node.isFallenBack());
            assertThat(node.limiter.draw(LimitPolicies.POST, caller()).isLocal()).isFalse();
        }
    }

    @Test
    void frozenRedisCostsLittleAndIsFoundAgain() throws Exception {
        try (TestRedis redis = TestRedis.started();
                LimitNode node = LimitNode.on(redis.url())) {
            node.ready();
            redis.freeze();
            assertRequestsAreCheap(node);

            redis.thaw();

            LimitNode.within(Duration.ofSeconds(5), () -> !node.isFallenBack());
        }
    }

    @Test
    void aSlowRedisIsNotWaitedForLong() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(REDIS.port());
                LimitNode node = LimitNode.on("redis://127.0.0.1:" + proxy.port())) {
            node.ready();
            proxy.delay(Duration.ofMillis(300));
            assertRequestsAreCheap(node);
        }
    }

    @Test
    void aNodeStartsWithoutRedisAndSaysThatItCountsAlone() {
        try (TestRedis redis = TestRedis.absent();
                LimitNode node = LimitNode.on(redis.url())) {
            Decision decision = node.limiter.draw(LimitPolicies.POST, SOMEONE);

            assertThat(decision.isLocal()).isTrue();
            assertThat(decision.policy()).isEqualTo("\"post\";q=30;w=600;local");
            assertThat(node.limiter.draw(LimitPolicies.READ, SOMEONE).isLocal()).isTrue();
            assertThat(node.isFallenBack()).isTrue();
        }
    }

    /** A fault has just begun: 20 requests at once, again and again. */
    private void assertRequestsAreCheap(LimitNode node) throws Exception {
        long began = System.nanoTime();
        long slowest = 0;
        Caller busy = caller();
        while (System.nanoTime() - began < Duration.ofMillis(1500).toNanos()) {
            List<Future<Long>> requests = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    requests.add(
                            threads.submit(
                                    () ->
                                            Math.max(
                                                    nanos(node, LimitPolicies.VOTE, caller()),
                                                    nanos(node, LimitPolicies.READ, busy))));
                }
            }
            for (Future<Long> request : requests) {
                slowest = Math.max(slowest, request.get());
            }
            Thread.sleep(10);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(MOST_FOR_A_REQUEST);
        assertThat(node.isFallenBack()).isTrue();
        Decision decision = node.limiter.draw(LimitPolicies.VOTE, caller());
        assertThat(decision.isLocal()).isTrue();
        assertThat(decision.policy()).endsWith(";local");
        assertThat(nanos(node, LimitPolicies.VOTE, caller())).isLessThan(5_000_000);
    }

    private static long nanos(LimitNode node, LimitPolicy policy, Caller caller) {
        long began = System.nanoTime();
        node.limiter.draw(policy, caller);
        return System.nanoTime() - began;
    }

    private static int count(LimitNode node, String source) {
        return (int)
                node.meters
                        .get("stoa.ratelimit.decisions")
                        .tags("policy", "post", "source", source, "result", "allowed")
                        .functionCounter()
                        .count();
    }

    /** What 20 threads got that asked two nodes for two seconds. */
    private record Run(int allowed, int refused, Duration took) {
        static Run of(LimitPolicy policy, Caller caller, LimitNode... nodes) throws Exception {
            AtomicInteger allowed = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            long began = System.nanoTime();
            List<Future<?>> callers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    Limiter limiter = nodes[i % nodes.length].limiter;
                    callers.add(
                            threads.submit(
                                    () -> {
                                        while (System.nanoTime() - began < 2_000_000_000L) {
                                            if (limiter.draw(policy, caller).isAllowed()) {
                                                allowed.incrementAndGet();
                                            } else {
                                                refused.incrementAndGet();
                                                Thread.sleep(1);
                                            }
                                        }
                                        return null;
                                    }));
                }
            }
            for (Future<?> each : callers) {
                each.get();
            }
            return new Run(
                    allowed.get(), refused.get(), Duration.ofNanos(System.nanoTime() - began));
        }

        /** Tokens that came back meanwhile. */
        int flow(int perSecond) {
            return (int) Math.ceil(perSecond * took.toNanos() / 1e9);
        }
    }
}
