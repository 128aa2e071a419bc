package dev.stoa.load.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks a node under load for its {@code /health} ten times a second, and keeps how long it took.
 */
final class Pulse implements AutoCloseable {
    private static final int EVERY_MILLIS = 100;

    private final Node node;
    private final List<Long> nanos = new ArrayList<>();
    private int failed;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::beat);

    private Pulse(Node node) {
        this.node = node;
    }

    static Pulse of(Node node) {
        var pulse = new Pulse(node);
        pulse.thread.start();
        return pulse;
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                long begin = System.nanoTime();
                boolean answered = isAnswered();
                note(System.nanoTime() - begin, answered);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private boolean isAnswered() throws InterruptedException {
        try {
            return node.get("/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void note(long taken, boolean answered) {
        nanos.add(taken);
        failed += answered ? 0 : 1;
    }

    /** Percentiles in milliseconds. */
    @Override
    public synchronized String toString() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? "health not asked"
                : String.format(
                        Locale.ROOT,
                        "health p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, %d of %d failed",
                        at(sorted, 0.5),
                        at(sorted, 0.95),
                        at(sorted, 0.99),
                        failed,
                        sorted.length);
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e6;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
