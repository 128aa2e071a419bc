package dev.stoa.platform.internal.cache;

import org.jspecify.annotations.Nullable;

/**
 * What was found in Redis.
 *
 * @param entry there for a hit only
 * @param ageNanos of the entry
 */
public record Lookup(Result result, @Nullable StoredEntry entry, long ageNanos) {
    /** How a look into Redis ended. */
    public enum Result {
        HIT,
        MISS,
        /** There was a value, older than a change that is known. */
        OUTDATED,
        FAILED,
        /** Redis wasn't asked. */
        OFF
    }

    static Lookup nothing(Result result) {
        return new Lookup(result, null, 0);
    }
}
