package dev.stoa.platform.internal.redis;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether calls are worth trying: opens after a few failed or slow calls in a row and stays open
 * until a probe succeeds. While it is open a call costs one read of a field.
 */
public final class Circuit {
    private static final int FAILURES = 3;

    private final long slowNanos;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean open;

    /**
     * @param slowNanos from when on a call counts as failed
     */
    public Circuit(long slowNanos) {
        this.slowNanos = slowNanos;
    }

    public boolean isClosed() {
        return !open;
    }

    public void succeeded(long nanos) {
        if (nanos >= slowNanos) {
            failed();
        } else if (failures.get() != 0) {
            failures.set(0);
        }
    }

    public void failed() {
        if (failures.incrementAndGet() >= FAILURES) {
            open = true;
        }
    }

    /** Opens it whatever went before. */
    public void trip() {
        open = true;
    }

    /** Closes it: a probe found all well. */
    public void reset() {
        failures.set(0);
        open = false;
    }
}
