package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.flag.PlatformFlags;
import dev.stoa.platform.internal.redis.Redis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CacheTest {
    private static final Tag THREAD = Tag.of("thread", 42);
    private static final Tag LIST = new Tag("list", "recent");

    private final TestNode.Ticks ticks = new TestNode.Ticks();
    private final TestNode node = TestNode.at(ticks);

    @Test
    void aSecondReadIsAHitWithItsAge() {
        assertThat(read("a").outcome()).isEqualTo(Outcome.MISS);
        ticks.pass(Duration.ofSeconds(7));

        assertThat(read("b"))
                .satisfies(
                        cached -> {
                            assertThat(cached.outcome()).isEqualTo(Outcome.HIT);
                            assertThat(cached.ageSeconds()).isEqualTo(7);
                            assertThat(TestNode.text(cached)).isEqualTo("a");
                        });
    }

    @Test
    void aChangeOfATagMakesTheValueInvalidAtOnce() {
        read("old");

        node.caches.invalidate(List.of(THREAD));

        assertThat(TestNode.text(read("new"))).isEqualTo("new");
    }

    @Test
    void aChangeOfAnotherTagLeavesItBe() {
        read("old");

        node.caches.invalidate(List.of(Tag.of("thread", 43)));

        assertThat(read("new").outcome()).isEqualTo(Outcome.HIT);
    }

    @Test
    void aLoadThatBeganBeforeAChangeIsNotKept() {
        node.cache.get(
                "key",
                () -> {
                    node.caches.invalidate(List.of(THREAD));
                    return Loaded.of(TestNode.body("old"), List.of(THREAD));
                });

        assertThat(TestNode.text(read("new"))).isEqualTo("new");
    }

    @Test
    void fiveHundredReadersCauseOneLoad() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Cached>> reads =
                    IntStream.range(0, 500)
                            .mapToObj(_ -> threads.submit(() -> gated(gate)))
                            .toList();
            until(() -> node.loads.get() == 1);
            gate.countDown();
            for (Future<Cached> read : reads) {
                assertThat(TestNode.text(read.get())).isEqualTo("text");
            }
        }
        assertThat(node.loads).hasValue(1);
        assertThat(node.meters.get("stoa.cache.stampedes.avoided").functionCounter().count())
                .isPositive();
    }

    private Cached gated(CountDownLatch gate) {
        return node.cache.get(
                "key",
                () -> {
                    node.loads.incrementAndGet();
                    gate.await();
                    return Loaded.of(TestNode.body("text"), List.of(THREAD));
                });
    }

    @Test
    void whoCameAfterAChangeIsNotGivenWhatWasLoadedBefore() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cached> before = threads.submit(() -> gated(gate));
            until(() -> node.loads.get() == 1);
            node.caches.invalidate(List.of(THREAD));
            Future<Cached> after = threads.submit(() -> read("new"));
            Thread.sleep(20);
            gate.countDown();

            assertThat(TestNode.text(before.get())).isEqualTo("text");
            assertThat(TestNode.text(after.get())).isEqualTo("new");
        }
    }

    @Test
    void aWaiterGivesUpWhenItsTimeIsOver() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cached> loading = threads.submit(() -> gated(gate));
            until(() -> node.loads.get() == 1);

            assertThatExceptionOfType(Failure.DeadlineExceeded.class)
                    .isThrownBy(
                            () ->
                                    Work.within("test", Duration.ofMillis(30))
                                            .run(() -> read("text")));
            gate.countDown();
            assertThat(loading.get().outcome()).isEqualTo(Outcome.MISS);
        }
    }

    @Test
    void aDirtyListIsServedWhileItIsRefreshedOnceASecond() throws Exception {
        list("1");
        node.caches.invalidate(List.of(LIST));
        assertThat(list("2").outcome()).isEqualTo(Outcome.STALE);
        assertThat(node.loads).as("too soon").hasValue(1);

        ticks.pass(Duration.ofSeconds(1));
        assertThat(TestNode.text(list("2"))).isEqualTo("1");
        until(() -> TestNode.text(list("3")).equals("2"));

        assertThat(node.loads).hasValue(2);
        assertThat(list("3").outcome()).isEqualTo(Outcome.HIT);
    }

    @Test
    void aListChangedAllTheTimeIsLoadedOnceASecond() throws Exception {
        list("0");
        for (int tenth = 1; tenth <= 50; tenth++) {
            ticks.pass(Duration.ofMillis(100));
            node.caches.invalidate(List.of(LIST));
            int due = tenth / 10;
            // A load that has not ended yet lets no other begin: whoever reads next tries again.
            until(
                    () -> {
                        list("later");
                        return node.loads.get() >= due;
                    });
        }
        assertThat(node.loads.get()).isBetween(4, 6);
    }

    @Test
    void aDirtyListThatNobodyReadForLongIsLoadedBeforeItIsServed() {
        list("1");
        node.caches.invalidate(List.of(LIST));
        ticks.pass(Duration.ofSeconds(3));

        assertThat(TestNode.text(list("2"))).isEqualTo("2");
    }

    @Test
    void anEntryIsRefreshedBeforeItExpires() throws Exception {
        read("old");
        ticks.pass(Duration.ofSeconds(55));

        assertThat(read("new").outcome()).isEqualTo(Outcome.HIT);
        until(() -> TestNode.text(read("newer")).equals("new"));

        assertThat(node.loads).hasValue(2);
    }

    @Test
    void anEntryIsNotRefreshedEarlyWhileThatIsTurnedOff() {
        node.refreshesEarly.set(false);
        read("old");
        ticks.pass(Duration.ofSeconds(59));

        assertThat(read("new").outcome()).isEqualTo(Outcome.HIT);
        ticks.pass(Duration.ofSeconds(2));

        assertThat(read("new").outcome()).isEqualTo(Outcome.MISS);
        assertThat(node.loads).hasValue(2);
    }

    @Test
    void anExpiredEntryIsServedWhenTheSourceFails() {
        read("old");
        ticks.pass(Duration.ofSeconds(61));

        Cached cached = fail(new Failure.Unavailable("away", new IOException()));

        assertThat(cached.outcome()).isEqualTo(Outcome.STALE);
        assertThat(TestNode.text(cached)).isEqualTo("old");
        assertThat(cached.ageSeconds()).isEqualTo(61);
    }

    @Test
    void aSourceThatFailedIsLeftAloneForASecond() {
        read("old");
        ticks.pass(Duration.ofSeconds(61));
        fail(new IllegalStateException("defect"));

        assertThat(read("new").outcome()).isEqualTo(Outcome.STALE);
        ticks.pass(Duration.ofSeconds(1));
        assertThat(TestNode.text(read("new"))).isEqualTo("new");
    }

    @Test
    void anExpiredEntryIsNotServedWhenTheSourceRefuses() {
        read("old");
        ticks.pass(Duration.ofSeconds(61));

        assertThatThrownBy(() -> fail(new Failure.NotFound("gone")))
                .isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> fail(new Failure.Forbidden("banned")))
                .isInstanceOf(Failure.Forbidden.class);
    }

    @Test
    void anInvalidEntryIsNeverServedEvenIfTheSourceFails() {
        read("old");
        node.caches.invalidate(List.of(THREAD));

        assertThatThrownBy(() -> fail(new Failure.Overloaded("busy")))
                .isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void anEntryPastItsGraceIsNotServed() {
        read("old");
        ticks.pass(Duration.ofMinutes(12));

        assertThatThrownBy(() -> fail(new Failure.Overloaded("busy")))
                .isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void whatIsMissingIsAskedForOnceAndVisibleWhenMade() {
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(this::missing)
                    .isInstanceOf(Failure.NotFound.class)
                    .hasMessage("No thread 42.");
        }
        assertThat(node.loads).hasValue(1);

        node.caches.invalidate(List.of(THREAD));

        assertThat(TestNode.text(read("made"))).isEqualTo("made");
    }

    @Test
    void whatIsMissingIsAskedForAgainAfterItsTime() {
        assertThatThrownBy(this::missing).isInstanceOf(Failure.NotFound.class);
        ticks.pass(Duration.ofSeconds(10));

        assertThat(TestNode.text(read("made"))).isEqualTo("made");
    }

    private Cached missing() {
        return node.cache.get(
                "key",
                () -> {
                    node.loads.incrementAndGet();
                    return Loaded.missing("No thread 42.", THREAD);
                });
    }

    @Test
    void memoryIsBoundedInBytesAndEntries() {
        TestNode small = TestNode.at(ticks, "cache.local.max-bytes", "1000000");
        Cache few = small.caches.cache("few", Duration.ofSeconds(60), 10);
        String kilobytes = "x".repeat(10_000);
        for (int i = 0; i < 2000; i++) {
            small.read("key" + i, kilobytes + i, THREAD);
            few.get("key" + i, () -> Loaded.of(TestNode.body("small"), List.of()));
        }

        long bytes = small.caches.stats().stream().mapToLong(CacheStats::bytes).sum();
        assertThat(bytes).isPositive().isLessThanOrEqualTo(1_000_000);
        assertThat(small.caches.stats().getFirst().entries()).isLessThanOrEqualTo(10);
        assertThat(small.meters.get("stoa.cache.evictions").functionCounters())
                .anySatisfy(evictions -> assertThat(evictions.count()).isPositive());
    }

    @Test
    void whereRoomIsShortWhatComesIsHeldCompressed() {
        TestNode small = TestNode.at(ticks, "cache.local.max-bytes", "1000000");
        for (int i = 0; i < 300; i++) {
            small.read("key" + i, longText(i), THREAD);
        }

        CacheStats full = small.caches.stats().getFirst();
        assertThat(full.entries()).isEqualTo(300);
        assertThat(full.bytes()).isLessThan(1_000_000);
        Cached packed = small.read("key299", "another", THREAD);
        assertThat(packed.outcome()).isEqualTo(Outcome.HIT);
        assertThat(packed.body().etag()).isEqualTo(TestNode.body(longText(299)).etag());
        assertThat(TestNode.text(packed)).isEqualTo(longText(299));
    }

    @Test
    void whatIsAskedForOftenIsHeldPlainAgainAndWeighed() {
        TestNode small = TestNode.at(ticks, "cache.local.max-bytes", "1000000");
        for (int i = 0; i < 100; i++) {
            small.read("key" + i, longText(i), THREAD);
        }
        long packed = small.caches.stats().getFirst().bytes();

        byte[] first = small.read("key99", "another", THREAD).body().plain();
        for (int i = 0; i < 5; i++) {
            small.read("key99", "another", THREAD).body().plain();
        }
        assertThat(small.read("key99", "another", THREAD).body().plain())
                .isEqualTo(first)
                .isSameAs(small.read("key99", "another", THREAD).body().plain());
        assertThat(small.caches.stats().getFirst().bytes()).isEqualTo(packed + first.length);
        small.caches.clear();
        assertThat(small.caches.stats().getFirst().bytes()).isZero();
    }

    /** 10 kB that compress to some hundreds. */
    private static String longText(int number) {
        return ("thread " + number + " ").repeat(10_000 / 10);
    }

    @Test
    void switchedOffItAlwaysAsksTheSource() {
        TestNode off = TestNode.at(ticks, "cache.enabled", "false");
        off.read("key", "a", THREAD);

        assertThat(off.read("key", "b", THREAD).outcome()).isEqualTo(Outcome.BYPASS);
        assertThat(off.loads).hasValue(2);
    }

    @Test
    void clearingForgetsEverythingAndAPatternSome() {
        read("a");
        node.read("other", "a", THREAD);
        assertThat(node.caches.clear(key -> key.startsWith("oth"), Set.of("threads"))).isEqualTo(1);
        assertThat(read("b").outcome()).isEqualTo(Outcome.HIT);

        node.caches.clear();

        assertThat(read("b").outcome()).isEqualTo(Outcome.MISS);
    }

    @Test
    void cleaningUpDropsWhatIsPastItsGraceAndKeepsTheRest() {
        read("a");
        assertThat(node.caches.cleanup()).isZero();
        ticks.pass(Duration.ofMinutes(12));

        assertThat(node.caches.cleanup()).isEqualTo(1);
        assertThat(node.caches.stats().getFirst().bytes()).isZero();
    }

    @Test
    void aWrongRedisUrlIsRefusedAtStart() {
        assertThatThrownBy(() -> TestNode.onRedis("localhost:6379"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis.url");
    }

    // The simpleclient registry is the one whose exemplars the service's Prometheus takes.
    @SuppressWarnings("deprecation")
    @Test
    void everyMeterIsDescribedAndComesOutUnderItsName() {
        var prometheus =
                new io.micrometer.prometheus.PrometheusMeterRegistry(
                        io.micrometer.prometheus.PrometheusConfig.DEFAULT);
        node.meters.getMeters().stream()
                .map(meter -> meter.getId().getDescription())
                .forEach(description -> assertThat(description).isNotBlank());
        try (Caches caches =
                Caches.of(
                        Settings.of(Map.of()),
                        Redis.of(Optional.empty()),
                        prometheus,
                        Flags.of(PlatformFlags.ALL, prometheus))) {
            caches.cache("threads", Duration.ofSeconds(1), 10);
            assertThat(prometheus.scrape())
                    .contains(
                            "stoa_cache_requests_total{cache=\"threads\",result=\"hit\",tier=\"local\",}",
                            "stoa_cache_requests_total{cache=\"threads\",result=\"error\",tier=\"redis\",}",
                            "stoa_cache_load_seconds_count{",
                            "stoa_cache_entries{",
                            "stoa_cache_bytes{",
                            "stoa_cache_evictions_total{",
                            "stoa_cache_invalidations_total ",
                            "stoa_cache_stampedes_avoided_total{",
                            "stoa_cache_fallback_active ");
        }
    }

    private Cached read(String text) {
        return node.read("key", text, THREAD);
    }

    private Cached list(String text) {
        return node.cache.get(
                "list",
                () -> {
                    node.loads.incrementAndGet();
                    return Loaded.list(TestNode.body(text), List.of(THREAD), List.of(LIST));
                });
    }

    private Cached fail(RuntimeException failure) {
        return node.cache.get(
                "key",
                () -> {
                    throw failure;
                });
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(1);
        }
    }

    @Test
    void whileOtherNodesCantBeHeardWhatIsOldIsLookedAtAgain() {
        // Nobody listens on port 1: Redis is configured, and away.
        try (TestNode cutOff = TestNode.at(ticks, "redis.url", "redis://127.0.0.1:1")) {
            cutOff.read("a", "old", THREAD);
            read("old");
            ticks.pass(Duration.ofSeconds(10));
            assertThat(TestNode.text(cutOff.read("a", "new", THREAD))).isEqualTo("old");

            ticks.pass(Duration.ofSeconds(21));

            assertThat(TestNode.text(cutOff.read("a", "new", THREAD))).isEqualTo("new");
            assertThat(TestNode.text(read("new"))).isEqualTo("old");
        }
    }
}
