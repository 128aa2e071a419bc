package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.internal.queue.Gate;
import java.time.Duration;

/**
 * How many requests may work with the database at once, from a request's first statement to its
 * end. Beyond these a request is refused before it asked anything: once begun, it would wait for
 * each of its connections behind all others, and be refused at the last of them.
 *
 * <p>Answers from the cache pass it by, as do jobs, streams and operations.
 */
final class RequestGate {
    /**
     * Enough that connections don't idle while requests do other things, few enough that who was
     * let in gets each of them in time.
     */
    private static final int FOR_EACH_CONNECTION = 16;

    private static final int LONGEST = 1024;

    private final Gate gate;

    /**
     * @param patience of a burst of requests
     */
    RequestGate(int connections, Duration patience) {
        this.gate = new Gate(FOR_EACH_CONNECTION * connections, LONGEST, patience);
    }

    /**
     * Lets {@code work} in, at once where it has been let in before.
     *
     * @throws Failure.Overloaded when too many others are in
     */
    void enter(Work work) {
        if (!work.isLetIn(() -> isLetIn(work))) {
            throw new Failure.Overloaded("Too many requests work with the database.");
        }
    }

    private boolean isLetIn(Work work) {
        try {
            boolean isLetIn = gate.enters(work.remainingNanos());
            if (isLetIn) {
                work.atEnd(gate::leave);
            }
            return isLetIn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
