package dev.stoa.platform.cache;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bound in bytes over all stores of a node: what is too much leaves the store that takes most
 * for each hit of late, of those that take a share worth mentioning.
 */
final class LocalTier {
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final List<LocalStore> stores = new CopyOnWriteArrayList<>();
    private final ReentrantLock shedding = new ReentrantLock();

    LocalTier(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    LocalStore store(int maxEntries) {
        LocalStore store = new LocalStore(this, maxEntries);
        stores.add(store);
        return store;
    }

    /** Whether one value of this weight may be kept at all. */
    boolean admits(int weight) {
        return weight <= maxBytes / 4;
    }

    /** Whether what comes now is packed: more than half of what may be held is. */
    boolean isTight() {
        return bytes.get() > maxBytes / 2;
    }

    /**
     * @param weight in bytes, negative for what left
     */
    void grew(int weight) {
        bytes.addAndGet(weight);
    }

    long bytes() {
        return bytes.get();
    }

    /** Evicts until the bound holds, and a little more, so that this is seldom. */
    void shed() {
        if (bytes.get() <= maxBytes) {
            return;
        }
        shedding.lock();
        try {
            long enough = maxBytes - maxBytes / 32;
            for (LocalStore store : leastUsefulFirst()) {
                while (bytes.get() > enough && store.shrink(bytes.get() - enough)) {
                    // it made room
                }
            }
        } finally {
            shedding.unlock();
        }
    }

    /** Those with next to nothing come last: it would help nobody. */
    private List<LocalStore> leastUsefulFirst() {
        long now = System.nanoTime();
        long little = maxBytes / (8L * stores.size());
        record Ranked(LocalStore store, boolean isLittle, double bytesPerHit) {}
        return stores.stream()
                .map(store -> new Ranked(store, store.bytes() < little, store.bytesPerHit(now)))
                .sorted(
                        Comparator.comparing(Ranked::isLittle)
                                .thenComparing(
                                        Comparator.comparingDouble(Ranked::bytesPerHit).reversed()))
                .map(Ranked::store)
                .toList();
    }
}
