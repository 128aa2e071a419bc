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
 * The entries of one cache in memory, bounded in number here and in bytes by the tier. The number
 * begins small, grows where the store is full and is lowered by the tier where the bytes of all are
 * too many: Caffeine decides by how often and how lately entries were asked for (W-TinyLFU), and
 * counts that only while a store is at least half full.
 */
final class LocalStore {
    private static final int FIRST_ENTRIES = 512;

    /** One in so many entries more where it is full. */
    private static final int GROWS_BY = 64;

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
                        .maximumSize(Math.min(maxEntries, FIRST_ENTRIES))
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
        if (tier.isTight() || !tier.admits(entry.weight())) {
            entry.pack();
        }
        int weight = entry.weight();
        if (!tier.admits(weight)) {
            entries.invalidate(key);
            return;
        }
        grow();
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
     * Gives about so many bytes, by what is asked for least here, and stays as small; false where
     * it has no more to give.
     */
    boolean shrink(long needed) {
        long most = Math.min(entries.estimatedSize(), eviction.getMaximum());
        if (most <= 1) {
            return false;
        }
        double share = Math.min(1, (double) needed / Math.max(1, bytes.get()));
        eviction.setMaximum(Math.max(1, most - (long) Math.ceil(most * share)));
        return true;
    }

    /** May hold more where it is full; what is too much then leaves the store of least use. */
    private void grow() {
        long most = eviction.getMaximum();
        if (most < maxEntries && entries.estimatedSize() >= most) {
            eviction.setMaximum(Math.min(maxEntries, most + Math.max(16, most / GROWS_BY)));
        }
    }

    /**
     * Bytes for each hit of late: what is high is held in vain.
     *
     * @param now in nanoseconds
     */
    double bytesPerHit(long now) {
        double seconds = (now - looked) / 1e9;
        if (seconds > 1) {
            long all = hits.sum();
            lateHits = lateHits * Math.pow(0.9, seconds) + (all - seenHits);
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
