package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Which entries stay where there are more than memory may hold. */
class CacheMemoryTest {
    private static final int MOST = 1_000_000;

    private final TestNode node =
            TestNode.at(new TestNode.Ticks(), "cache.local.max-bytes", Integer.toString(MOST));

    private Cache cache(String name) {
        return node.caches.cache(name, Duration.ofHours(1), 10_000);
    }

    private static Outcome read(Cache cache, Object key) {
        return cached(cache, key).outcome();
    }

    private static Cached cached(Cache cache, Object key) {
        return cache.get("key " + key, () -> Loaded.of(TestNode.body(text(key)), List.of()));
    }

    /** 10 kB that no compression makes shorter than half. */
    private static String text(Object key) {
        Random random = new Random(key.hashCode());
        StringBuilder text = new StringBuilder();
        while (text.length() < 10_000) {
            text.append(Long.toHexString(random.nextLong()));
        }
        return text.toString();
    }

    private long bytes() {
        return node.caches.stats().stream().mapToLong(CacheStats::bytes).sum();
    }

    @Test
    void whatIsAskedForOftenOutlivesAScan() {
        Cache cache = cache("pages");
        for (int i = 0; i < 2000; i++) {
            read(cache, "popular " + i % 20);
            read(cache, "scanned " + i);
        }

        int held = 0;
        for (int i = 0; i < 20; i++) {
            held += read(cache, "popular " + i) == Outcome.HIT ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(18);
        assertThat(bytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void aStoreThatWasShrunkGrowsAgainBesideOneThatIsOfNoUse() throws Exception {
        Cache useless = cache("useless");
        Cache used = cache("used");
        for (int i = 0; i < 500; i++) {
            read(used, i % 30);
        }
        for (int i = 0; i < 2000; i++) {
            read(useless, i);
        }
        Thread.sleep(1100);
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 60; i++) {
                read(used, i);
            }
        }

        int held = 0;
        for (int i = 0; i < 60; i++) {
            held += read(used, i) == Outcome.HIT ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(55);
        assertThat(bytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void manySmallStoresThatAreOfNoUseGiveWayToOneThatIs() throws Exception {
        List<Cache> useless = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            useless.add(cache("useless-" + i));
        }
        Cache used = cache("used");
        for (int i = 0; i < 400; i++) {
            read(useless.get(i % 20), i);
        }
        Random random = new Random(1);
        int hits = 0;
        for (int phase = 0; phase < 4; phase++) {
            // Hits are looked at once a second.
            Thread.sleep(1100);
            hits = 0;
            for (int i = 0; i < 2000; i++) {
                int key = (int) Math.abs(random.nextGaussian() * 20);
                hits += read(used, key) == Outcome.HIT ? 1 : 0;
                if (i % 50 == 0) {
                    read(useless.get(i / 50 % 20), phase + " more " + i);
                }
            }
        }
        assertThat(hits).isGreaterThan(1950);
    }

    @Test
    void plainBytesOfManyEntriesStayWithinTheBound() {
        Cache cache = cache("pages");
        for (int i = 0; i < 400; i++) {
            for (int asked = 0; asked < 4; asked++) {
                assertThat(cached(cache, i).body().plain()).hasSizeGreaterThan(9_999);
            }
            assertThat(bytes()).isLessThanOrEqualTo(MOST);
        }
        long held = node.caches.stats().stream().mapToLong(CacheStats::entries).sum();
        assertThat(held * 10_000).as("what is held, were all of it plain").isLessThan(2 * MOST);
    }

    @Test
    void nothingIsCountedTwiceOrForgottenByManyAtOnce() throws Exception {
        Cache cache = cache("pages");
        Cache other = cache("others");
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int t = 0; t < 8; t++) {
                Random random = new Random(t);
                all.add(
                        threads.submit(
                                () -> {
                                    for (int i = 0; i < 3000; i++) {
                                        Cache one = random.nextBoolean() ? cache : other;
                                        int key = (int) Math.abs(random.nextGaussian() * 80);
                                        cached(one, key).body().plain();
                                        if (random.nextInt(50) == 0) {
                                            one.removeIf((at, _) -> at.endsWith("7"));
                                        } else if (random.nextInt(1000) == 0) {
                                            node.caches.clear();
                                        }
                                    }
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(bytes()).isLessThanOrEqualTo(MOST + 8 * 20_000);
        node.caches.clear();
        assertThat(bytes()).isZero();
        read(cache, "again");
        assertThat(read(cache, "again")).isEqualTo(Outcome.HIT);
    }
}
