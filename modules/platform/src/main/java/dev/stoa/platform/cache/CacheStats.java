package dev.stoa.platform.cache;

import java.time.Duration;

/**
 * What one cache holds on this node and did since it started.
 *
 * @param name of the cache
 * @param entries held in memory now
 * @param bytes of memory they take, estimated
 * @param hits answers from memory, stale ones included
 * @param misses answers that memory did not have
 * @param averageAccesses hits for each entry that was ever stored
 * @param ttl how long an entry is served without a look at the source
 * @param maxEntries held in memory at most
 * @param evictions entries that left memory for want of room
 * @param inVain of the misses, those that brought an expired entry back as it was
 */
public record CacheStats(
        String name,
        long entries,
        long bytes,
        long hits,
        long misses,
        double averageAccesses,
        Duration ttl,
        int maxEntries,
        long evictions,
        long inVain) {
    /** Hits of all requests, 0 to 1; 1 where nothing was asked yet. */
    public double hitRate() {
        long all = hits + misses;
        return all == 0 ? 1 : (double) hits / all;
    }
}
