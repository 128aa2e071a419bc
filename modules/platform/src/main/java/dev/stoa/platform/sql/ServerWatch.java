package dev.stoa.platform.sql;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Knows how one server is: looks twice a second, and at once when somebody met a failure. */
final class ServerWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    /** Between two looks, however many failures are told. */
    private static final long PAUSE_MILLIS = 20;

    private final ServerProbe probe;
    private final Runnable changing;
    private final BiConsumer<ServerState, ServerState> changed;
    private final Semaphore hints = new Semaphore(0);
    private final Thread watcher;
    private volatile ServerState state;

    /**
     * @param first what it is taken for until the first look
     * @param changing run on the watch's own thread before anybody is told of a change
     * @param changed told the state before and the one after, on the watch's own thread
     */
    ServerWatch(
            String name,
            ServerProbe probe,
            ServerState first,
            Runnable changing,
            BiConsumer<ServerState, ServerState> changed) {
        this.probe = probe;
        this.changing = changing;
        this.changed = changed;
        this.state = first;
        this.watcher =
                Thread.ofPlatform().name("stoa-" + name + "-watch").daemon().unstarted(this::watch);
    }

    /** Has looked once when this returns. */
    void start() {
        look();
        watcher.start();
    }

    ServerState state() {
        return state;
    }

    /** Somebody met a failure that may be the server's. */
    void suspect() {
        if (state != ServerState.AWAY && hints.availablePermits() == 0) {
            hints.release();
        }
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(PAUSE_MILLIS);
                if (hints.tryAcquire(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                    hints.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            probe.close();
        }
    }

    private void look() {
        ServerState before = state;
        ServerState now = probe.state(before);
        if (now != before && !Thread.currentThread().isInterrupted()) {
            changing.run();
            state = now;
            changed.accept(before, now);
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
