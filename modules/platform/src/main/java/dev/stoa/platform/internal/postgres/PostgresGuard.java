package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Starts PostgreSQL again whenever it ends unasked, as it was: same folder, port and settings.
 *
 * <p>It never gives up, as a disk that was full may have room again; the pauses between tries
 * double up to ten seconds.
 */
public final class PostgresGuard implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PostgresGuard.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Who ran as long as this starts without a pause when it ends. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final PostgresFolder folder;
    private final int port;
    private final Map<String, String> settings;
    private final LongAdder restarts = new LongAdder();
    private final Thread watcher;

    private PostgresGuard(
            PostgresFolder folder, int port, Map<String, String> settings, Process first) {
        this.folder = folder;
        this.port = port;
        this.settings = Map.copyOf(settings);
        this.watcher =
                Thread.ofPlatform().name("stoa-postgres-guard").daemon().start(() -> watch(first));
    }

    /**
     * Starts PostgreSQL in {@code folder}, waits until it is up, and keeps it so until closed.
     *
     * @throws CannotStart if this first start fails
     */
    public static PostgresGuard started(
            PostgresFolder folder, int port, Map<String, String> settings) {
        folder.clearLog();
        return new PostgresGuard(folder, port, settings, folder.start(port, settings));
    }

    private void watch(Process first) {
        try {
            Process process = first;
            Duration pause = Duration.ZERO;
            while (true) {
                long up = System.nanoTime();
                int code = process.waitFor();
                boolean wasSteady = System.nanoTime() - up > STEADY.toNanos();
                pause = wasSteady ? Duration.ZERO : pause;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "PostgreSQL ended by itself with " + code + "; it is started again");
                process = again(pause);
                pause = longer(pause);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** The process of the first start that goes well, the first after {@code pause}. */
    private Process again(Duration pause) throws InterruptedException {
        Duration next = pause;
        while (true) {
            Thread.sleep(next);
            long began = System.nanoTime();
            try {
                folder.endLeftovers();
                Process process = folder.start(port, settings);
                restarts.increment();
                LOG.log(
                        System.Logger.Level.INFO,
                        "PostgreSQL is up again after "
                                + Duration.ofNanos(System.nanoTime() - began).toMillis()
                                + " ms");
                return process;
            } catch (CannotStart e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                next = longer(next);
                LOG.log(
                        System.Logger.Level.ERROR,
                        "PostgreSQL can't be started again, next try in "
                                + next.toMillis()
                                + " ms: "
                                + e.getMessage());
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        if (twice.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    /** How often it was started again. */
    public long restarts() {
        return restarts.sum();
    }

    /** Leaves PostgreSQL to whoever stops it. */
    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
