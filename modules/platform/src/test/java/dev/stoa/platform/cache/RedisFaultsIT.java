package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Work;
import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedisFaultsIT {
    private static final Tag THREAD = Tag.of("thread", 42);
    private static final Duration MOST_FOR_A_REQUEST = Duration.ofMillis(150);

    private final AtomicInteger keys = new AtomicInteger();

    @Test
    void killedRedisCostsLittleAndComesBackEmpty() throws Exception {
        try (TestRedis redis = TestRedis.started();
                TestNode node = TestNode.onRedis(redis.url());
                TestNode other = TestNode.onRedis(redis.url())) {
            TestNode.ready(node, other);
            node.read("kept", "old", THREAD);
            redis.kill();
            assertRequestsAreCheap(node);
            other.caches.invalidate(List.of(THREAD));

            redis.start();

            TestNode.within(
                    Duration.ofSeconds(5),
                    () -> TestNode.text(node.read("kept", "new", THREAD)).equals("new"));
            TestNode.ready(node, other);
            node.read("after", "text", THREAD);
            assertThat(sharedWithin(Duration.ofSeconds(3), node, other)).isTrue();
        }
    }

    @Test
    void frozenRedisCostsLittle() throws Exception {
        try (TestRedis redis = TestRedis.started();
                TestNode node = TestNode.onRedis(redis.url())) {
            TestNode.ready(node);
            redis.freeze();
            assertRequestsAreCheap(node);

            redis.thaw();

            TestNode.within(Duration.ofSeconds(5), () -> !node.caches.state().degraded());
        }
    }

    @Test
    void aNodeStartsWithoutRedisAndFindsItLater() throws Exception {
        try (TestRedis redis = TestRedis.absent()) {
            long began = System.nanoTime();
            try (TestNode node = TestNode.onRedis(redis.url())) {
                assertThat(TestNode.text(node.read("key", "text", THREAD))).isEqualTo("text");
                assertThat(since(began)).isLessThan(Duration.ofSeconds(2));
                assertThat(node.caches.state()).isEqualTo(new CacheState("memory", true));
                assertThat(node.meters.get("stoa.cache.fallback.active").gauge().value())
                        .isEqualTo(1);

                redis.start();

                TestNode.within(Duration.ofSeconds(5), () -> !node.caches.state().degraded());
            }
        }
    }

    @Test
    void aNodeStartsBeforeABlackHoleAndGoesOnWhenItEnds() throws Exception {
        try (TestRedis redis = TestRedis.started();
                FaultProxy proxy = FaultProxy.before(redis.port())) {
            proxy.blackHole();
            try (TestNode node = TestNode.onRedis("redis://127.0.0.1:" + proxy.port())) {
                assertRequestsAreCheap(node);

                proxy.pass();

                TestNode.within(Duration.ofSeconds(6), () -> !node.caches.state().degraded());
            }
        }
    }

    @Test
    void aBlackHoleCostsLittleAndHoldsNoMemory() throws Exception {
        try (TestRedis redis = TestRedis.started();
                FaultProxy proxy = FaultProxy.before(redis.port());
                TestNode node =
                        TestNode.onRedis(
                                "redis://127.0.0.1:" + proxy.port(),
                                "cache.local.max-bytes",
                                "1000000")) {
            TestNode.ready(node);
            String text = "x".repeat(5_000);
            node.read("warm", text, THREAD);
            long before = heap();
            proxy.blackHole();
            assertRequestsAreCheap(node);
            for (int i = 0; i < 20_000; i++) {
                node.read(key(), text, Tag.of("thread", i));
                node.caches.invalidate(List.of(Tag.of("thread", i)));
            }
            assertThat(heap() - before).isLessThan(32L << 20);

            proxy.pass();

            TestNode.within(Duration.ofSeconds(6), () -> !node.caches.state().degraded());
        }
    }

    @Test
    void aSlowRedisIsNotWaitedForLong() throws Exception {
        try (TestRedis redis = TestRedis.started();
                FaultProxy proxy = FaultProxy.before(redis.port());
                TestNode node = TestNode.onRedis("redis://127.0.0.1:" + proxy.port())) {
            TestNode.ready(node);
            proxy.delay(Duration.ofMillis(300));
            assertRequestsAreCheap(node);
        }
    }

    /** A fault has just begun: 50 requests at once, three reads each, for two seconds. */
    private void assertRequestsAreCheap(TestNode node) throws Exception {
        long began = System.nanoTime();
        boolean opened = false;
        while (since(began).toMillis() < 2000) {
            List<Work> works = requests(node);
            assertThat(works)
                    .allSatisfy(
                            work ->
                                    assertThat(Duration.ofNanos(work.cacheNanos()))
                                            .isLessThanOrEqualTo(MOST_FOR_A_REQUEST));
            if (since(began).toMillis() > 1000) {
                assertThat(node.caches.state().degraded()).as("degraded within 1 s").isTrue();
                assertThat(works.stream().mapToLong(Work::cacheNanos).average().orElseThrow())
                        .as("nanoseconds once the circuit is open")
                        .isLessThan(1_000_000);
                opened = true;
            }
            Thread.sleep(20);
        }
        assertThat(opened).isTrue();
    }

    private List<Work> requests(TestNode node) throws Exception {
        List<Future<Work>> requests = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                requests.add(threads.submit(() -> request(node)));
            }
        }
        List<Work> works = new ArrayList<>();
        for (Future<Work> request : requests) {
            works.add(request.get());
        }
        return works;
    }

    private Work request(TestNode node) {
        Work work = Work.within("test", Duration.ofSeconds(5));
        work.run(
                () -> {
                    for (int i = 0; i < 3; i++) {
                        assertThat(TestNode.text(node.read(key(), "text", THREAD)))
                                .isEqualTo("text");
                    }
                });
        return work;
    }

    private boolean sharedWithin(Duration time, TestNode from, TestNode to)
            throws InterruptedException {
        long began = System.nanoTime();
        while (since(began).compareTo(time) < 0) {
            String key = key();
            from.read(key, "text", THREAD);
            Thread.sleep(20);
            if (to.read(key, "text", THREAD).outcome() == Outcome.HIT) {
                return true;
            }
        }
        return false;
    }

    private String key() {
        return "key" + keys.incrementAndGet();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
