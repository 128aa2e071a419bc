package dev.stoa.maintenance.history;

import dev.stoa.platform.cache.CacheStats;

/**
 * One cache over some time.
 *
 * @param now what it holds at the end of it
 * @param hits answers from memory
 * @param misses answers that memory did not have
 * @param evictions entries that left memory for want of room
 * @param inVain of the misses, those that brought an expired entry back as it was
 */
public record CacheUse(CacheStats now, long hits, long misses, long evictions, long inVain) {
    static CacheUse between(CacheStats earlier, CacheStats later) {
        return new CacheUse(
                later,
                later.hits() - earlier.hits(),
                later.misses() - earlier.misses(),
                later.evictions() - earlier.evictions(),
                later.inVain() - earlier.inVain());
    }

    /** All since the node's start. */
    static CacheUse all(CacheStats stats) {
        return new CacheUse(stats, stats.hits(), stats.misses(), stats.evictions(), stats.inVain());
    }

    public String name() {
        return now.name();
    }

    public long requests() {
        return hits + misses;
    }

    /** Hits of all requests, 0 to 1; 0 without requests. */
    public double hitRate() {
        return requests() == 0 ? 0 : (double) hits / requests();
    }
}
