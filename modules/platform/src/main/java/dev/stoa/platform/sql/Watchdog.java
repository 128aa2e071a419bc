package dev.stoa.platform.sql;

import dev.stoa.platform.Work;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends statements whose work's time is over: asks the server to cancel, and a second later cuts the
 * connection. One scan of the leases at work each 25 ms costs less than a timer for each statement.
 */
final class Watchdog implements AutoCloseable {
    private static final long PERIOD_MILLIS = 25;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final Map<Lease, Long> cancelled = new ConcurrentHashMap<>();
    private final Thread scanner;

    Watchdog() {
        scanner = Thread.ofPlatform().name("stoa-statement-watchdog").daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                scan();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    void watch(Lease lease) {
        leases.add(lease);
    }

    void release(Lease lease) {
        leases.remove(lease);
        cancelled.remove(lease);
    }

    /** What is under way now. */
    List<LentConnection> lent() {
        return leases.stream().map(Lease::state).toList();
    }

    private void scan() {
        long now = System.nanoTime();
        for (Lease lease : leases) {
            Work work = lease.work();
            if (work.remainingNanos() > 0) {
                continue;
            }
            Long asked = cancelled.putIfAbsent(lease, now);
            if (asked == null || now - asked > GRACE_NANOS) {
                // The cancel opens a connection of its own and may block while PostgreSQL is
                // frozen.
                Thread.ofVirtual().name("stoa-statement-cancel").start(lease::cancel);
            }
        }
    }

    @Override
    public void close() {
        scanner.interrupt();
    }
}
