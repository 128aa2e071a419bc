package dev.stoa.platform.internal.redis;

import java.time.Duration;

/**
 * Where Redis is and how patient its users are.
 *
 * @param url {@code redis://} or {@code rediss://}
 * @param timeout for one answer, also to connect
 * @param poolMax most connections
 * @param poolMinIdle connections kept open
 * @param poolIdle how long another one is kept unused
 */
public record RedisConfig(
        String url, Duration timeout, int poolMax, int poolMinIdle, Duration poolIdle) {
    public RedisConfig {
        if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
            throw new IllegalArgumentException("redis.url: must begin with redis:// or rediss://");
        }
        if (poolMinIdle > poolMax) {
            throw new IllegalArgumentException(
                    "redis.pool.min-idle: " + poolMinIdle + " is more than redis.pool.max");
        }
    }
}
