package dev.stoa.platform.cache;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bound in bytes over all stores of a node: what is too much leaves the store that takes most
 * for each hit, of those that take a share worth mentioning.
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

    /** Whether stores may hold more than they do. */
    boolean hasRoom() {
        return bytes.get() < maxBytes - maxBytes / 16;
    }

    /** Evicts until the bound holds. */
    void shed() {
        if (bytes.get() <= maxBytes) {
            return;
        }
        shedding.lock();
        try {
            long now = System.nanoTime();
            while (bytes.get() > maxBytes && leastUseful(now).shrink()) {
                // it made room
            }
        } finally {
            shedding.unlock();
        }
    }

    /** The largest of all is always worth mentioning. */
    private LocalStore leastUseful(long now) {
        long least = Math.min(maxBytes / 16, largest().bytes());
        return stores.stream()
                .filter(store -> store.bytes() >= least)
                .max(Comparator.comparingDouble(store -> store.bytesPerHit(now)))
                .orElseThrow();
    }

    private LocalStore largest() {
        return stores.stream().max(Comparator.comparingLong(LocalStore::bytes)).orElseThrow();
    }
}
