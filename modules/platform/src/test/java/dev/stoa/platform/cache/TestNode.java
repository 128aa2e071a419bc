package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.config.Settings;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.internal.redis.Redis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A node with one cache and a source that counts its loads. */
final class TestNode implements AutoCloseable {
    final AtomicInteger loads = new AtomicInteger();
    private final Redis redis;
    final Caches caches;
    final Cache cache;
    final AtomicBoolean refreshesEarly = new AtomicBoolean(true);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private TestNode(Map<String, String> settings, LongSupplier ticker) {
        Settings given = Settings.of(settings);
        this.redis = Redis.of(CacheSettings.redis(given));
        this.caches = new Caches(given, redis, meters, ticker, refreshesEarly::get);
        this.cache = caches.cache("threads", Duration.ofSeconds(60), 1000);
    }

    static TestNode at(Ticks ticks, String... settings) {
        return new TestNode(pairs(settings), ticks);
    }

    static TestNode onRedis(String url, String... settings) {
        Map<String, String> all = pairs(settings);
        all.put("redis.url", url);
        return new TestNode(all, System::nanoTime);
    }

    private static Map<String, String> pairs(String... settings) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            pairs.put(settings[i], settings[i + 1]);
        }
        return pairs;
    }

    /** Reads {@code key}, whose value is {@code text} and depends on {@code tag}. */
    Cached read(String key, String text, Tag tag) {
        return cache.get(
                key,
                () -> {
                    loads.incrementAndGet();
                    return Loaded.of(body(text), List.of(tag));
                });
    }

    static Body body(String text) {
        return Body.text("text/plain", text);
    }

    static String text(Cached cached) {
        return new String(cached.body().plain(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Waits until all of them use Redis. */
    static void ready(TestNode... nodes) throws InterruptedException {
        for (TestNode node : nodes) {
            within(Duration.ofSeconds(8), () -> !node.caches.state().degraded());
        }
    }

    /** Waits for {@code condition}, at most for {@code time}. */
    static void within(Duration time, BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(time);
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        caches.close();
        redis.close();
    }

    /** Ticks that a test moves. */
    static final class Ticks implements LongSupplier {
        private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

        @Override
        public long getAsLong() {
            return now.get();
        }

        void pass(Duration time) {
            now.addAndGet(time.toNanos());
        }
    }
}
