package dev.stoa.platform.cache;

import dev.stoa.platform.internal.cache.SharedTier;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all caches of a node share.
 *
 * @param isEnabled whether anything is cached at all
 * @param generations when tags changed
 * @param shared values in Redis, null without Redis
 * @param ticker nanoseconds, as {@link System#nanoTime()}
 * @param jitter fractions from 0 to 1 that spread refreshes over time
 * @param refreshes permits for loads that nobody waits for, so that these leave most of the
 *     connections to requests
 * @param refreshesEarly whether what is about to expire is loaded anew
 */
record Node(
        boolean isEnabled,
        Generations generations,
        @Nullable SharedTier shared,
        LongSupplier ticker,
        DoubleSupplier jitter,
        Semaphore refreshes,
        BooleanSupplier refreshesEarly) {
    private static final long UNHEARD_NANOS = 30_000_000_000L;

    /**
     * Whether {@code entry} is older than is served while other nodes' changes go unheard: while
     * Redis is configured and can't be used.
     */
    boolean isUnheard(Entry entry, long now) {
        return entry.ageNanos(now) > UNHEARD_NANOS && shared != null && !shared.isUsable();
    }

    long now() {
        return ticker.getAsLong();
    }
}
