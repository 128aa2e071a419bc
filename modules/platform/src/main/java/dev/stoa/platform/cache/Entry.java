package dev.stoa.platform.cache;

import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Body;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A value in memory. All of it is fixed but what reads find out about it: up to which epoch it was
 * checked, whether it is dirty, when it was last seen clean. These may be lost between threads
 * without harm, since the next read finds them out again.
 */
final class Entry {
    private static final long RETRY_NANOS = 1_000_000_000;

    private final @Nullable Body body;
    private final String detail;
    private final long[] tags;
    private final long[] listTags;
    private final int fixedWeight;
    private volatile int accounted;
    private final long loadedAt;
    private final long refreshAt;
    private final long expiresAt;
    private final long goneAt;
    private volatile long checkedEpoch;
    private boolean dirty;
    private long cleanAt;
    private volatile long retryAt;

    /**
     * @param loaded the value, its {@code cache:<name>} tag included
     * @param epoch of the node before the load began
     * @param loadedAt ticks before the load began
     */
    Entry(Loaded loaded, Lifetime lifetime, long epoch, long loadedAt, double jitter) {
        this.body = loaded.body();
        this.detail = loaded.detail();
        this.tags = Tag.keys(loaded.tags());
        this.listTags = Tag.keys(loaded.listTags());
        this.fixedWeight = 340 + Long.BYTES * (tags.length + listTags.length);
        this.loadedAt = loadedAt;
        long ttl = body == null ? lifetime.missingNanos() : lifetime.ttlNanos();
        this.expiresAt = loadedAt + ttl;
        this.refreshAt = body == null ? expiresAt : loadedAt + lifetime.refreshAfterNanos(jitter);
        this.goneAt = expiresAt + (body == null ? 0 : lifetime.graceNanos());
        this.checkedEpoch = epoch;
        this.cleanAt = loadedAt;
        this.retryAt = loadedAt;
    }

    /** What it is worth at {@code now}; no lock. */
    Standing standing(Generations generations, long now) {
        long epoch = generations.epoch();
        if (epoch != checkedEpoch) {
            long checked = checkedEpoch;
            if (generations.changedSince(tags, checked)) {
                return Standing.INVALID;
            }
            if (generations.changedSince(listTags, checked)) {
                dirty = true;
            }
            checkedEpoch = epoch;
        }
        if (now - expiresAt >= 0) {
            return now - goneAt >= 0 ? Standing.INVALID : Standing.EXPIRED;
        }
        if (dirty) {
            return Standing.DIRTY;
        }
        // Written ten times a second at most: a line of memory written at each hit is a line fought
        // over by all cores.
        if (now - cleanAt > 100_000_000) {
            cleanAt = now;
        }
        return now - refreshAt >= 0 ? Standing.AGING : Standing.FRESH;
    }

    /** Whether it changed since its load began, so that it must not be kept. */
    boolean isOutdated(Generations generations, long epoch) {
        return generations.changedSince(tags, epoch);
    }

    /** The answer it makes. */
    Cached answer(Outcome outcome, long now) {
        if (body == null) {
            throw new Failure.NotFound(detail);
        }
        return new Cached(body, outcome, ageSeconds(now));
    }

    private long ageSeconds(long now) {
        return Math.max(0, TimeUnit.NANOSECONDS.toSeconds(now - loadedAt));
    }

    /** Whether both hold the same bytes. */
    boolean isSameAs(Entry other) {
        return body != null && other.body != null && body.etag().equals(other.body.etag());
    }

    long ageNanos(long now) {
        return now - loadedAt;
    }

    /** Nanoseconds since it was last known to be as the source has it. */
    long outdatedNanos(long now) {
        return now - Math.min(cleanAt, expiresAt);
    }

    /** Whether a load of a newer value may be tried. */
    boolean mayRetry(long now) {
        return now - retryAt >= 0;
    }

    /** Notes that a load of a newer value failed; it is left alone for a second. */
    void failedAt(long now) {
        retryAt = now + RETRY_NANOS;
    }

    /** About the bytes of memory it holds just now, its key and its place in a store included. */
    int weight() {
        return fixedWeight + (body == null ? 0 : body.weight());
    }

    /** What a store last took its weight for. */
    int accounted() {
        return accounted;
    }

    void account(int weight) {
        accounted = weight;
    }

    /** Lets go of what it can be made of again. */
    void pack() {
        if (body != null) {
            body.pack();
        }
    }
}
