package dev.stoa.maintenance.cache;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.CacheSettings;
import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Looks after the caches of a node and has operators do so, as a part of maintenance. */
public final class CacheOperations implements Feature {
    public static final Setting<Duration> LOG_INTERVAL =
            Setting.duration(
                    "maintenance.cache-log-interval",
                    "30m",
                    "How often each node logs how much its caches help.");

    private static final System.Logger LOG = System.getLogger(CacheOperations.class.getName());

    private final Platform platform;
    private final CacheRoutes routes;

    public CacheOperations(Platform platform) {
        this.platform = platform;
        this.routes = new CacheRoutes(platform.caches());
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(CacheOperations.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void start() {
        platform.timers()
                .every(
                        platform.settings().get(CacheSettings.SWEEP_INTERVAL),
                        "maintenance.caches.sweep",
                        platform.caches()::cleanup);
        platform.timers()
                .every(
                        platform.settings().get(LOG_INTERVAL),
                        "maintenance.caches.log",
                        () -> platform.caches().stats().forEach(CacheOperations::log));
    }

    private static void log(CacheStats cache) {
        if (cache.hits() + cache.misses() > 0) {
            LOG.log(System.Logger.Level.INFO, line(cache));
        }
    }

    static String line(CacheStats cache) {
        return String.format(
                Locale.ROOT,
                "Cache %s: hit rate %.1f %%, %d hits, %d misses, %d entries, %.1f MB, %.1f accesses each",
                cache.name(),
                100 * cache.hitRate(),
                cache.hits(),
                cache.misses(),
                cache.entries(),
                cache.bytes() / (double) (1 << 20),
                cache.averageAccesses());
    }

    /** Its settings. */
    public static List<Setting<?>> settings() {
        return List.of(LOG_INTERVAL);
    }
}
