package dev.stoa.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.cache.CacheSettings;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.internal.redis.Redis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The limiter of one node, with its Redis. */
final class LimitNode implements AutoCloseable {
    static final Caller SOMEONE = new Caller.Member(7);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Redis redis;
    final Limiter limiter;

    private LimitNode(Map<String, String> texts, LongSupplier ticker) {
        Settings settings = Settings.of(texts);
        this.redis = Redis.of(CacheSettings.redis(settings));
        this.limiter = new Limiter(settings, redis, meters, ticker);
    }

    /** A node without Redis, with settings in pairs of key and text. */
    static LimitNode alone(LongSupplier ticker, String... given) {
        return new LimitNode(pairs(given), ticker);
    }

    static LimitNode on(String redis, String... given) {
        return on(redis, System::nanoTime, given);
    }

    static LimitNode on(String redis, LongSupplier ticker, String... given) {
        Map<String, String> texts = pairs(given);
        texts.put("redis.url", redis);
        return new LimitNode(texts, ticker);
    }

    private static Map<String, String> pairs(String... given) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            pairs.put(given[i], given[i + 1]);
        }
        return pairs;
    }

    /** Whether Redis is configured and this node decides alone. */
    boolean isFallenBack() {
        return meters.get("stoa.ratelimit.fallback.active").gauge().value() == 1;
    }

    LimitNode ready() throws InterruptedException {
        within(Duration.ofSeconds(8), () -> !isFallenBack());
        return this;
    }

    static void within(Duration time, BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(time);
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        limiter.close();
        redis.close();
    }
}
