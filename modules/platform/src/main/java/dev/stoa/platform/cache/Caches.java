package dev.stoa.platform.cache;

import dev.stoa.platform.config.Settings;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.flag.PlatformFlags;
import dev.stoa.platform.internal.cache.Announcement;
import dev.stoa.platform.internal.cache.SharedTier;
import dev.stoa.platform.internal.redis.Redis;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The caches of a node: memory first, Redis second where it is configured and well. Either works
 * alone; neither is needed.
 */
public final class Caches implements AutoCloseable {
    private static final int REMEMBERED_TAGS = 100_000;
    private static final int REFRESHES_AT_ONCE = 4;

    private final Settings settings;
    private final MeterRegistry meters;
    private final Node node;
    private final LocalTier tier;
    private final LongAdder invalidations = new LongAdder();
    private final Map<String, Cache> caches = new ConcurrentSkipListMap<>();
    private final Map<String, List<String>> groups = new ConcurrentSkipListMap<>();

    /**
     * The caches of a node as {@code settings} say; never waits for Redis.
     *
     * @param redis the node's; it stays open when the caches are closed
     * @param flags asked whether what is about to expire is loaded early
     */
    @SuppressWarnings("exports") // Called by the node alone: features get the caches it made.
    public static Caches of(Settings settings, Redis redis, MeterRegistry meters, Flags flags) {
        return new Caches(
                settings,
                redis,
                meters,
                System::nanoTime,
                () -> flags.isOn(PlatformFlags.EARLY_REFRESH));
    }

    Caches(
            Settings settings,
            Redis redis,
            MeterRegistry meters,
            LongSupplier ticker,
            BooleanSupplier refreshesEarly) {
        this.settings = settings;
        this.meters = meters;
        this.tier = new LocalTier(settings.get(CacheSettings.MAX_BYTES));
        Generations generations = new Generations(REMEMBERED_TAGS);
        this.node =
                new Node(
                        settings.get(CacheSettings.ENABLED),
                        generations,
                        shared(settings, redis, generations),
                        ticker,
                        () -> ThreadLocalRandom.current().nextDouble(),
                        new Semaphore(REFRESHES_AT_ONCE),
                        refreshesEarly);
        FunctionCounter.builder("stoa.cache.invalidations", invalidations, LongAdder::sum)
                .description("Tags whose entries were made invalid or dirty")
                .register(meters);
        Gauge.builder(
                        "stoa.cache.fallback.active",
                        this,
                        caches -> caches.state().degraded() ? 1 : 0)
                .description("1 while Redis is configured and can't be used")
                .register(meters);
    }

    private static @Nullable SharedTier shared(
            Settings settings, Redis redis, Generations generations) {
        if (!settings.get(CacheSettings.ENABLED) || !redis.isConfigured()) {
            return null;
        }
        return new SharedTier(
                redis,
                change -> {
                    if (change.equals(Announcement.EVERYTHING)) {
                        generations.bumpAll();
                    } else {
                        generations.bump(List.of(new Tag(change.type(), change.id())));
                    }
                });
    }

    /**
     * A new cache.
     *
     * @param name dashed, the label of its metrics
     * @param ttl how long an entry is served without a look at the source
     * @param maxEntries in memory, at most
     * @throws IllegalArgumentException if there is one of that name
     */
    public Cache cache(String name, Duration ttl, int maxEntries) {
        if (caches.containsKey(name)) {
            throw new IllegalArgumentException("there is a cache " + name);
        }
        LocalStore store = tier.store(maxEntries);
        CacheSignals signals = new CacheSignals(name, store, meters);
        Cache cache =
                new Cache(
                        node, new Part(name, lifetime(ttl), store, signals, new CacheNotes(name)));
        caches.put(name, cache);
        return cache;
    }

    /** Lets the cache {@code name} be cleared with others as {@code group}, too. */
    public void group(String group, String name) {
        groups.merge(
                group,
                List.of(name),
                (known, more) -> Stream.concat(known.stream(), more.stream()).toList());
    }

    /** Names of groups, and of the caches in each. */
    public Map<String, List<String>> groups() {
        return Map.copyOf(groups);
    }

    private Lifetime lifetime(Duration ttl) {
        Duration missing = settings.get(CacheSettings.MISSING_TTL);
        return new Lifetime(
                ttl.toNanos(),
                Math.min(ttl.toNanos(), missing.toNanos()),
                settings.get(CacheSettings.STALE_GRACE).toNanos());
    }

    /**
     * Makes what depends on {@code tags} invalid, lists dirty: here before this returns, on other
     * nodes soon after. To be called after the change is committed; never waits, never fails.
     */
    public void invalidate(Collection<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        invalidations.add(tags.size());
        // Announced first: from then on Redis's older values are refused, before memory forgets.
        announce(tags);
        node.generations().bump(tags);
    }

    private void announce(Collection<Tag> tags) {
        SharedTier shared = node.shared();
        if (shared != null) {
            shared.announce(
                    tags.stream().map(tag -> new Announcement(tag.type(), tag.id())).toList());
        }
    }

    /** Forgets everything, on all nodes. */
    public void clear() {
        SharedTier shared = node.shared();
        if (shared != null) {
            shared.announce(List.of(Announcement.EVERYTHING));
        }
        node.generations().bumpAll();
        caches.values().forEach(cache -> cache.removeIf((_, _) -> true));
    }

    /**
     * Forgets what this node has under keys that {@code test} holds of, and on other nodes and in
     * Redis all of the caches concerned.
     *
     * @param test tried on every key before anything is forgotten; what it throws is thrown, and
     *     nothing forgotten
     * @param names of caches; empty means all
     * @return entries removed from this node's memory
     */
    public int clear(Predicate<String> test, Collection<String> names) {
        List<Cache> concerned =
                caches.values().stream()
                        .filter(cache -> names.isEmpty() || names.contains(cache.name()))
                        .toList();
        List<Set<String>> keys = concerned.stream().map(cache -> cache.keys(test)).toList();
        announce(concerned.stream().map(cache -> new Tag("cache", cache.name())).toList());
        int removed = 0;
        for (int i = 0; i < concerned.size(); i++) {
            Set<String> gone = keys.get(i);
            removed += concerned.get(i).removeIf((key, _) -> gone.contains(key));
        }
        return removed;
    }

    /** Drops entries that will never be served again; how many these were. */
    public int cleanup() {
        long now = node.now();
        return caches.values().stream()
                .mapToInt(
                        cache ->
                                cache.removeIf(
                                        (_, entry) ->
                                                entry.standing(node.generations(), now)
                                                        == Standing.INVALID))
                .sum();
    }

    /** Entries of all caches that would be served now without a load; looks at each of them. */
    public long active() {
        long now = node.now();
        return caches.values().stream().mapToLong(cache -> cache.active(now)).sum();
    }

    /** What each cache holds and did, by name. */
    public List<CacheStats> stats() {
        return caches.values().stream().map(Cache::stats).toList();
    }

    /** Which tiers answer now. */
    public CacheState state() {
        SharedTier shared = node.shared();
        if (shared == null) {
            return new CacheState("memory", false);
        }
        return shared.isUsable() ? new CacheState("redis", false) : new CacheState("memory", true);
    }

    /** Gives Redis back; reads go on from memory. */
    @Override
    public void close() {
        SharedTier shared = node.shared();
        if (shared != null) {
            shared.close();
        }
    }
}
