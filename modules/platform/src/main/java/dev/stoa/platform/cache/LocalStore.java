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

/** The entries of one cache in memory, bounded in number here and in bytes by the tier. */
final class LocalStore {
    private final LocalTier tier;
    private final int maxEntries;
    private final com.github.benmanes.caffeine.cache.Cache<String, Entry> entries;
    private final Policy.Eviction<String, Entry> eviction;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder stored = new LongAdder();
    private final LongAdder evicted = new LongAdder();

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
        if (!tier.admits(entry.weight())) {
            entries.invalidate(key);
            return;
        }
        bytes.addAndGet(entry.weight());
        tier.grew(entry.weight());
        stored.increment();
        entries.put(key, entry);
        tier.shed();
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

    /** Makes room for a few others; false where nothing is left. */
    boolean evictColdest() {
        var coldest = eviction.coldest(16);
        for (var key : coldest.keySet()) {
            if (entries.asMap().remove(key) != null) {
                evicted.increment();
            }
        }
        return !coldest.isEmpty();
    }

    private void left(@Nullable Entry entry, RemovalCause cause) {
        if (entry == null) {
            return;
        }
        bytes.addAndGet(-entry.weight());
        tier.shrank(entry.weight());
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
