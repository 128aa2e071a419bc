package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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

    private static final long PATIENCE_MILLIS = 50;

    private final Semaphore permits;

    RequestGate(int connections) {
        this.permits = new Semaphore(FOR_EACH_CONNECTION * connections, true);
    }

    /**
     * Lets {@code work} in, at once where it has been let in before.
     *
     * @throws Failure.Overloaded when too many others are in
     */
    void enter(Work work) {
        if (!work.beginsWithDatabase()) {
            return;
        }
        if (!isLetIn()) {
            throw new Failure.Overloaded("Too many requests work with the database.");
        }
        work.atEnd(permits::release);
    }

    private boolean isLetIn() {
        try {
            return permits.tryAcquire(0, TimeUnit.NANOSECONDS)
                    || permits.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
