package dev.stoa.platform.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in memory, bounded in number here and in bytes by the tier: it has the
 * store hold fewer until the bytes fit. Which of them leave is decided by how often and how lately
 * they were asked for (W-TinyLFU).
 */
final class LocalStore {
    /** One in so many entries leaves at a time. */
    private static final int SHRINKS_BY = 64;

    private final LocalTier tier;
    private final int maxEntries;
    private final com.github.benmanes.caffeine.cache.Cache<String, Entry> entries;
    private final Policy.Eviction<String, Entry> eviction;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder stored = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder hits = new LongAdder();
    // Of the tier, which holds its lock.
    private long looked;
    private long seenHits;
    private double lateHits;

    LocalStore(LocalTier tier, int maxEntries) {
        this.tier = tier;
        this.maxEntries = maxEntries;
        this.entries =
                Caffeine.newBuilder()
                        .maximumSize(maxEntries)
                        // On the caller: what was put is accounted for when the put returns.
                        .executor(Runnable::run)
                        .<String, Entry>removalListener((key, entry, cause) -> left(entry, cause))
                        .build();
        this.eviction = entries.policy().eviction().orElseThrow();
    }

    @Nullable Entry find(String key) {
        return entries.getIfPresent(key);
    }

    void put(String key, Entry entry) {
        if (tier.isTight()) {
            entry.pack();
        }
        if (tier.hasRoom()) {
            grow();
        }
        int weight = entry.weight();
        if (!tier.admits(weight)) {
            entries.invalidate(key);
            return;
        }
        entry.account(weight);
        grew(weight);
        stored.increment();
        entries.put(key, entry);
        tier.shed();
    }

    /** Notes that {@code entry} was of use, and what it weighs since. */
    void used(String key, Entry entry) {
        hits.increment();
        if (entry.weight() == entry.accounted()) {
            return;
        }
        entries.asMap()
                .computeIfPresent(
                        key,
                        (_, held) -> {
                            if (held == entry) {
                                int weight = entry.weight();
                                grew(weight - entry.accounted());
                                entry.account(weight);
                            }
                            return held;
                        });
        tier.shed();
    }

    private void grew(int weight) {
        bytes.addAndGet(weight);
        tier.grew(weight);
    }

    /** Removes {@code entry} unless another took its place. */
    void drop(String key, Entry entry) {
        entries.asMap().remove(key, entry);
    }

    /** Keys that {@code test} holds of. */
    Set<String> keys(Predicate<String> test) {
        return entries.asMap().keySet().stream().filter(test).collect(Collectors.toSet());
    }

    /** Removes what the test says; how many these were. */
    int removeIf(BiPredicate<String, Entry> test) {
        int before = entries.asMap().size();
        entries.asMap().entrySet().removeIf(e -> test.test(e.getKey(), e.getValue()));
        return Math.max(0, before - entries.asMap().size());
    }

    /**
     * Makes room for others, by what is asked for least here, and stays as small; false where
     * nothing is left.
     */
    boolean shrink() {
        long size = entries.estimatedSize();
        eviction.setMaximum(Math.max(0, size - Math.max(1, size / SHRINKS_BY)));
        return size > 0;
    }

    /** May hold more again where it is full and there is room. */
    private void grow() {
        long most = eviction.getMaximum();
        if (most < maxEntries && entries.estimatedSize() >= most) {
            eviction.setMaximum(Math.min(maxEntries, most + Math.max(16, most / SHRINKS_BY)));
        }
    }

    /** Bytes for each hit of late: what is high is held in vain. */
    double bytesPerHit(long now) {
        if (now - looked > 1_000_000_000) {
            long all = hits.sum();
            lateHits = lateHits * 0.9 + (all - seenHits);
            seenHits = all;
            looked = now;
        }
        return bytes.get() / (1 + lateHits);
    }

    private void left(@Nullable Entry entry, RemovalCause cause) {
        if (entry == null) {
            return;
        }
        grew(-entry.accounted());
        if (cause == RemovalCause.SIZE) {
            evicted.increment();
        }
    }

    int maxEntries() {
        return maxEntries;
    }

    /** Entries of which {@code test} holds. */
    long count(Predicate<Entry> test) {
        return entries.asMap().values().stream().filter(test).count();
    }

    long size() {
        return entries.asMap().size();
    }

    long bytes() {
        return bytes.get();
    }

    long stored() {
        return stored.sum();
    }

    long evicted() {
        return evicted.sum();
    }
}
