package dev.stoa.platform.internal.cache;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Redis's clock as of the last pulse, carried on by this node's ticks: ages of shared values don't
 * depend on the clocks of nodes.
 */
final class RedisClock {
    private record Reading(long millis, long ticks) {}

    private final LongSupplier ticker;
    private volatile Reading last = new Reading(0, 0);

    RedisClock(LongSupplier ticker) {
        this.ticker = ticker;
    }

    void set(long millis) {
        last = new Reading(millis, ticker.getAsLong());
    }

    long millis() {
        Reading reading = last;
        return reading.millis + TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - reading.ticks);
    }
}
