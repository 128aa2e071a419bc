package dev.stoa.platform.internal.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/**
 * The Redis of a node: one client for all that speak to it, made when it is first wanted.
 *
 * <p>Making it takes half a second of class loading and no connection, so a thread that nobody
 * waits for should {@link #open} it.
 */
public final class Redis implements AutoCloseable {
    private final @Nullable RedisConfig config;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable RedissonClient client;
    private boolean closed;

    private Redis(@Nullable RedisConfig config) {
        this.config = config;
    }

    /** The Redis that {@code config} names; empty for none. */
    public static Redis of(Optional<RedisConfig> config) {
        return new Redis(config.orElse(null));
    }

    /** Whether there is one. */
    public boolean isConfigured() {
        return config != null;
    }

    /**
     * The longest one answer is waited for.
     *
     * @throws IllegalStateException where none is configured
     */
    public Duration timeout() {
        return configured().timeout();
    }

    private RedisConfig configured() {
        if (config == null) {
            throw new IllegalStateException("no Redis is configured");
        }
        return config;
    }

    /**
     * The client, made now if there is none yet; it connects with the first command.
     *
     * @throws IllegalStateException where none is configured, or after the end
     */
    public RedissonClient open() {
        RedissonClient redisson = client;
        if (redisson != null) {
            return redisson;
        }
        opening.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            redisson = client;
            if (redisson == null) {
                redisson = Redisson.create(redisson(configured()));
                client = redisson;
            }
            return redisson;
        } finally {
            opening.unlock();
        }
    }

    /**
     * The client.
     *
     * @throws IllegalStateException before it was opened
     */
    public RedissonClient client() {
        RedissonClient redisson = client;
        if (redisson == null) {
            throw new IllegalStateException("not open");
        }
        return redisson;
    }

    private static Config redisson(RedisConfig redis) {
        int millis = (int) redis.timeout().toMillis();
        Config config = new Config();
        config.setLazyInitialization(true).setCodec(ByteArrayCodec.INSTANCE);
        config.setThreads(2).setNettyThreads(2);
        config.useSingleServer()
                .setAddress(redis.url())
                .setTimeout(millis)
                .setConnectTimeout(millis)
                .setRetryAttempts(0)
                .setPingConnectionInterval(1000)
                .setIdleConnectionTimeout((int) redis.poolIdle().toMillis())
                .setReconnectionDelay(new ConstantDelay(Duration.ofMillis(200)))
                .setSubscriptionTimeout(1000)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(4)
                .setConnectionMinimumIdleSize(redis.poolMinIdle())
                .setConnectionPoolSize(redis.poolMax());
        return config;
    }

    /** Ends the client; it can't be opened again. */
    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            RedissonClient redisson = client;
            if (redisson != null) {
                redisson.shutdown(0, 1, TimeUnit.SECONDS);
            }
        } finally {
            opening.unlock();
        }
    }
}
