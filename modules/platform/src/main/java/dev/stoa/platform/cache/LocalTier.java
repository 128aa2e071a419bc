package dev.stoa.platform.cache;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The bound in bytes over all stores of a node: what is too much leaves the largest store. */
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

    void grew(int weight) {
        bytes.addAndGet(weight);
    }

    void shrank(int weight) {
        bytes.addAndGet(-weight);
    }

    long bytes() {
        return bytes.get();
    }

    /** Evicts until the bound holds. */
    void shed() {
        if (bytes.get() <= maxBytes) {
            return;
        }
        shedding.lock();
        try {
            while (bytes.get() > maxBytes && largest().evictColdest()) {
                // evictColdest made room
            }
        } finally {
            shedding.unlock();
        }
    }

    private LocalStore largest() {
        return stores.stream().max(Comparator.comparingLong(LocalStore::bytes)).orElseThrow();
    }
}
