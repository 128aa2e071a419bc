package dev.stoa.platform.cache;

/**
 * How long entries of a cache live.
 *
 * @param ttlNanos until an entry expires
 * @param missingNanos until an entry that says "nothing there" expires
 * @param graceNanos for how long an expired entry is kept
 */
record Lifetime(long ttlNanos, long missingNanos, long graceNanos) {
    /**
     * A refresh begins in the last fifth of an entry's time, spread so that not all are at once.
     */
    long refreshAfterNanos(double jitter) {
        return (long) (ttlNanos * (0.8 + 0.1 * jitter));
    }
}
