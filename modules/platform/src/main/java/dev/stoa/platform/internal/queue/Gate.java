package dev.stoa.platform.internal.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Lets so many in at once; the others wait in the order in which they came.
 *
 * <p>A burst may wait its whole patience: it is served soon, and so are many who ask again and
 * again and wait a little each time. Where the queue has stood for half a second and who was let in
 * had waited long, there is more to do than can be done, and however long one waits as many are
 * refused: then, until the queue was empty once, nobody waits for more than a moment, and few at a
 * time.
 */
public final class Gate {
    private static final long STANDING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Precise enough, and written seldom enough by many at once. */
    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Semaphore permits;
    private final int most;
    private final int longest;
    private final long patienceNanos;
    private final LongSupplier ticker;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long empty;
    private volatile boolean crowded;

    /**
     * @param most let in at once
     * @param longest queue
     * @param patience of a burst
     */
    public Gate(int most, int longest, Duration patience) {
        this(most, longest, patience, System::nanoTime);
    }

    Gate(int most, int longest, Duration patience, LongSupplier ticker) {
        this.permits = new Semaphore(most, true);
        this.most = most;
        this.longest = longest;
        this.patienceNanos = patience.toNanos();
        this.ticker = ticker;
        this.empty = ticker.getAsLong();
    }

    /**
     * Whether the caller is let in, after waiting where that is worth it; then it has to leave.
     *
     * @param time most nanoseconds that the caller has
     * @throws InterruptedException when interrupted while waiting
     */
    public boolean enters(long time) throws InterruptedException {
        long now = ticker.getAsLong();
        if (permits.tryAcquire(0, TimeUnit.NANOSECONDS)) {
            foundEmpty(now);
            return true;
        }
        boolean isLetIn = waits(time);
        long then = ticker.getAsLong();
        if (then - empty > STANDING_NANOS && (!isLetIn || then - now > LONG_NANOS)) {
            crowded = true;
        }
        return isLetIn;
    }

    private boolean waits(long time) throws InterruptedException {
        boolean isCrowded = crowded;
        int room = isCrowded ? Math.min(longest, Math.max(1, most / 4)) : longest;
        try {
            return waiting.incrementAndGet() <= room
                    && permits.tryAcquire(
                            Math.min(time, isCrowded ? MOMENT_NANOS : patienceNanos),
                            TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void foundEmpty(long now) {
        if (crowded) {
            crowded = false;
        }
        if (now - empty > GRAIN_NANOS) {
            empty = now;
        }
    }

    /** Lets the next in. */
    public void leave() {
        permits.release();
    }
}
