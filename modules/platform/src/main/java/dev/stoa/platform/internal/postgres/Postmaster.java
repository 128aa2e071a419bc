package dev.stoa.platform.internal.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's first process in one database folder, known by its number alone, so that one left by
 * a killed node is handled like our own.
 */
final class Postmaster {
    private static final Duration FAST = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private final long pid;
    private final Path folder;

    private Postmaster(long pid, Path folder) {
        this.pid = pid;
        this.folder = folder;
    }

    /**
     * The one that runs in {@code folder}. A number in {@code postmaster.pid} that meanwhile
     * belongs to another program, or to a PostgreSQL of another folder, is none.
     */
    static Optional<Postmaster> runningIn(Path folder) {
        List<String> lines = pidFile(folder);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        var postmaster = new Postmaster(Long.parseLong(lines.getFirst().strip()), folder);
        return Optional.of(postmaster).filter(Postmaster::isRunning);
    }

    /** Whether the process {@code pid} has written that the database in {@code folder} is up. */
    static boolean isReady(long pid, Path folder) {
        List<String> lines = pidFile(folder);
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    private static List<String> pidFile(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("postmaster.pid"));
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Zombies have no program and no folder any more, so they don't count. */
    boolean isRunning() {
        return isOf(pid, folder);
    }

    /** Whether the process {@code pid} is a PostgreSQL that works in {@code folder}. */
    static boolean isOf(long pid, Path folder) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(process.resolve("exe")).toString().contains("/postgres")
                    && Files.isSameFile(Files.readSymbolicLink(process.resolve("cwd")), folder);
        } catch (IOException _) {
            return false;
        }
    }

    long pid() {
        return pid;
    }

    /**
     * Ends it: clients are cut off, transactions rolled back, then a checkpoint; if need be less.
     */
    void stop(PostgresPrograms programs) {
        if (!endsBy("INT", FAST, programs) && !endsBy("QUIT", IMMEDIATE, programs)) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private boolean endsBy(String signal, Duration patience, PostgresPrograms programs) {
        if (isRunning()) {
            programs.run(List.of("pg_ctl", "kill", signal, Long.toString(pid)), List.of(0, 1));
        }
        long end = System.nanoTime() + patience.toNanos();
        while (isRunning()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.millis(10);
        }
        return true;
    }
}
