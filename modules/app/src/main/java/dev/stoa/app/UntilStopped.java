package dev.stoa.app;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps something running until the process is told to end (SIGTERM, SIGINT), then closes it while
 * the process waits. Asked for before the thing is started, so that a signal in between waits for
 * the start and still closes what was started.
 */
final class UntilStopped {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private UntilStopped() {}

    static UntilStopped armed() {
        var stop = new UntilStopped();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::waitForClose, "stop"));
        return stop;
    }

    private void waitForClose() {
        told.countDown();
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the signal, then closes. */
    void thenClose(AutoCloseable running) throws Exception {
        try {
            told.await();
            running.close();
        } finally {
            release();
        }
    }

    /** Lets the process end without anything to close. */
    void release() {
        closed.countDown();
    }
}
