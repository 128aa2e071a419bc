package dev.stoa.platform.cache;

import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all caches of a node share.
 *
 * @param generations when tags changed
 * @param ticker nanoseconds, as {@link System#nanoTime()}
 * @param jitter fractions from 0 to 1 that spread refreshes over time
 * @param refreshes permits for loads that nobody waits for, so that these leave most of the
 *     connections to requests
 */
record Node(
        Generations generations, LongSupplier ticker, DoubleSupplier jitter, Semaphore refreshes) {
    long now() {
        return ticker.getAsLong();
    }
}
