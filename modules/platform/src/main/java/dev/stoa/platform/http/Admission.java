package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Work;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The concurrency limit: so many requests at work at once, so many waiting a short time, the rest
 * refused at once. Fixed, because Helidon 4.1's adaptive limit loses permits; here, because probes
 * must pass it by.
 */
final class Admission {
    private final Semaphore permits;
    private final int queueLength;
    private final long patienceNanos;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();

    Admission(int limit, int queueLength, Duration patience) {
        this.permits = new Semaphore(limit);
        this.queueLength = queueLength;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Lets a request in.
     *
     * @throws Failure.Overloaded when the queue is full or the wait was in vain
     */
    void enter(Work work) {
        if (!permits.tryAcquire()) {
            await(work);
        }
        active.incrementAndGet();
    }

    private void await(Work work) {
        try {
            if (waiting.incrementAndGet() > queueLength
                    || !permits.tryAcquire(
                            Math.min(patienceNanos, work.remainingNanos()), TimeUnit.NANOSECONDS)) {
                throw new Failure.Overloaded(Problems.OVERLOADED.meaning());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Overloaded("The request was interrupted.");
        } finally {
            waiting.decrementAndGet();
        }
    }

    void leave() {
        active.decrementAndGet();
        permits.release();
    }

    /** Requests at work. */
    int active() {
        return active.get();
    }
}
