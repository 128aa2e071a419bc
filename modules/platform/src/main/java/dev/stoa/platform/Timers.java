package dev.stoa.platform;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Small things a node does for itself at intervals; each on a virtual thread, one run at a time,
 * failures logged, those that repeat themselves once.
 */
public final class Timers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Timers.class.getName());

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    Timers() {}

    /**
     * Does {@code task} about every {@code interval}, first after one interval; a tenth of it is
     * chance, so that nodes don't do it all at once. A run gets as long as the interval, at least
     * five seconds.
     */
    public void every(Duration interval, String name, Runnable task) {
        threads.add(
                Thread.ofVirtual()
                        .name("stoa-timer-" + name)
                        .start(() -> repeat(interval, name, task)));
    }

    private static void repeat(Duration interval, String name, Runnable task) {
        Duration limit =
                interval.compareTo(Duration.ofSeconds(5)) < 0 ? Duration.ofSeconds(5) : interval;
        String told = "";
        try {
            while (true) {
                long millis = interval.toMillis();
                Thread.sleep(
                        millis
                                - millis / 20
                                + ThreadLocalRandom.current().nextLong(millis / 10 + 1));
                try {
                    Work.within(name, limit).run(task);
                    told = "";
                } catch (Failure failure) {
                    // Said once, not each second for as long as the database is away.
                    LOG.log(
                            told.equals(failure.detail())
                                    ? System.Logger.Level.DEBUG
                                    : System.Logger.Level.WARNING,
                            name + " was not done: " + failure.detail());
                    told = failure.detail();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, name + " failed", e);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
