package dev.stoa.platform.cache;

/**
 * What one cache has for itself.
 *
 * @param name of the cache
 * @param lifetime of its entries
 * @param store its entries in memory
 * @param signals what is counted about it
 * @param notes what is told of it to traces
 */
record Part(
        String name, Lifetime lifetime, LocalStore store, CacheSignals signals, CacheNotes notes) {
    /** A change of this tag makes all its entries invalid. */
    Tag tag() {
        return new Tag("cache", name);
    }
}
