package dev.stoa.platform.limit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One caller's tokens in this node's memory: for each window the time at which its bucket is full.
 */
final class LocalBucket {
    private final AtomicReference<long[]> fullAt;

    LocalBucket(Terms terms, long now) {
        long[] full = new long[terms.windows()];
        java.util.Arrays.fill(full, now);
        this.fullAt = new AtomicReference<>(full);
    }

    /** Takes a token of each window, or none where one has none. */
    Decision take(Terms terms, long now, boolean isLocal) {
        while (true) {
            long[] before = fullAt.get();
            long[] after = new long[before.length];
            long[] fullIn = new long[before.length];
            boolean allowed = true;
            for (int i = 0; i < before.length; i++) {
                // Ticks may be negative: only differences are compared.
                fullIn[i] = Math.max(0, before[i] - now) + terms.interval(i);
                after[i] = now + fullIn[i];
                allowed &= fullIn[i] <= terms.room(i);
            }
            if (!allowed) {
                return terms.decision(false, fullIn(before, now), isLocal);
            }
            if (fullAt.compareAndSet(before, after)) {
                return terms.decision(true, fullIn, isLocal);
            }
        }
    }

    /** How it stands; takes nothing. */
    Decision look(Terms terms, long now, boolean isLocal) {
        return terms.decision(true, fullIn(fullAt.get(), now), isLocal);
    }

    private static long[] fullIn(long[] fullAt, long now) {
        long[] fullIn = new long[fullAt.length];
        for (int i = 0; i < fullIn.length; i++) {
            fullIn[i] = Math.max(0, fullAt[i] - now);
        }
        return fullIn;
    }
}
