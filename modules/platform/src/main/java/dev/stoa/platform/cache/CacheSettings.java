package dev.stoa.platform.cache;

import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.internal.redis.RedisConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the cache and of its Redis. */
public final class CacheSettings {
    public static final Setting<Boolean> ENABLED =
            Setting.flag("cache.enabled", true, "Whether answers are cached at all.");

    public static final Setting<Integer> MAX_BYTES =
            Setting.number(
                    "cache.local.max-bytes",
                    1 << 16,
                    Integer.MAX_VALUE,
                    40 << 20,
                    "Bytes of memory all caches of a node may hold together.");

    public static final Setting<Duration> STALE_GRACE =
            Setting.duration(
                    "cache.stale-grace",
                    "10m",
                    "How long an expired answer is kept for the case that the source fails.");

    public static final Setting<Duration> MISSING_TTL =
            Setting.duration(
                    "cache.missing-ttl", "10s", "How long it is remembered that nothing is there.");

    public static final Setting<Duration> SWEEP_INTERVAL =
            Setting.duration(
                    "cache.sweep-interval",
                    "5m",
                    "How often entries that will never be served again leave memory.");

    public static final Setting<String> REDIS_URL =
            Setting.address(
                    "redis.url",
                    List.of("redis://", "rediss://"),
                    "",
                    "Where Redis is, redis://[user:password@]host:port[/db] or rediss://; empty"
                            + " means memory only.");

    public static final Setting<Duration> REDIS_TIMEOUT =
            Setting.duration(
                    "redis.timeout", "100ms", "The longest one answer of Redis is waited for.");

    public static final Setting<Integer> REDIS_POOL_MAX =
            Setting.number("redis.pool.max", 2, 1000, 100, "Most connections to Redis.");

    public static final Setting<Integer> REDIS_POOL_MIN_IDLE =
            Setting.number("redis.pool.min-idle", 1, 100, 10, "Connections to Redis kept open.");

    public static final Setting<Duration> REDIS_POOL_IDLE =
            Setting.duration(
                    "redis.pool.idle-timeout",
                    "5m",
                    "How long a connection to Redis beyond these is kept unused.");

    /** All of them, for the documentation and for checking a file. */
    public static final List<Setting<?>> ALL =
            List.of(
                    ENABLED,
                    MAX_BYTES,
                    STALE_GRACE,
                    MISSING_TTL,
                    SWEEP_INTERVAL,
                    REDIS_URL,
                    REDIS_TIMEOUT,
                    REDIS_POOL_MAX,
                    REDIS_POOL_MIN_IDLE,
                    REDIS_POOL_IDLE);

    private CacheSettings() {}

    /** Where Redis is and how patiently it is asked; empty where none is configured. */
    @SuppressWarnings("exports") // Asked by the node alone.
    public static Optional<RedisConfig> redis(Settings settings) {
        return settings.has(REDIS_URL)
                ? Optional.of(
                        new RedisConfig(
                                settings.get(REDIS_URL),
                                settings.get(REDIS_TIMEOUT),
                                settings.get(REDIS_POOL_MAX),
                                settings.get(REDIS_POOL_MIN_IDLE),
                                settings.get(REDIS_POOL_IDLE)))
                : Optional.empty();
    }
}
