package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Work;
import dev.stoa.platform.internal.queue.Gate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The concurrency limit: so many requests at work at once, so many waiting a short time, the rest
 * refused at once. Fixed, because Helidon 4.1's adaptive limit loses permits; here, because probes
 * must pass it by.
 */
final class Admission {
    private final Gate gate;
    private final AtomicInteger active = new AtomicInteger();

    Admission(int limit, int queueLength, Duration patience) {
        this.gate = new Gate(limit, queueLength, patience);
    }

    /**
     * Lets a request in.
     *
     * @throws Failure.Overloaded when the queue is full or the wait was in vain
     */
    void enter(Work work) {
        try {
            if (!gate.enters(work.remainingNanos())) {
                throw new Failure.Overloaded(Problems.OVERLOADED.meaning());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Overloaded("The request was interrupted.");
        }
        active.incrementAndGet();
    }

    void leave() {
        active.decrementAndGet();
        gate.leave();
    }

    /** Requests at work. */
    int active() {
        return active.get();
    }
}
