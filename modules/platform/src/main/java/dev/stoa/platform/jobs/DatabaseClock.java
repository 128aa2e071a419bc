package dev.stoa.platform.jobs;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;

/**
 * The database's clock, so that nodes whose own are minutes apart agree on what is due and who is
 * alive; compared now and then, and told on by this machine's nanoseconds.
 */
final class DatabaseClock implements Clock {
    private final JobStore store;
    private volatile Mark mark = new Mark(Instant.now(), System.nanoTime());

    DatabaseClock(JobStore store) {
        this.store = store;
    }

    private record Mark(Instant at, long nanos) {}

    /** Asks the database; one statement. */
    void compare() {
        long before = System.nanoTime();
        Instant there = store.clock();
        mark = new Mark(there, before + (System.nanoTime() - before) / 2);
    }

    @Override
    public Instant now() {
        Mark known = mark;
        return known.at().plusNanos(System.nanoTime() - known.nanos());
    }
}
