package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The database's own folder inside the data folder. Whoever calls holds the {@link FolderLock}.
 *
 * <p>Text is sorted by PostgreSQL's builtin C.UTF-8: the operating system's collations change
 * between its releases and would silently break every index on text.
 */
public final class PostgresFolder {
    /** A crash may leave 2 GB of log to recover on a slow disk; stopped early, it begins again. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);

    private final Path database;
    private final Path log;
    private final Path draft;
    private final Path passwordDraft;
    private final PostgresPrograms programs;
    private final Consumer<String> progress;

    /**
     * @param data the node's data folder
     * @param progress told in a sentence what takes long
     */
    public PostgresFolder(Path data, Consumer<String> progress) {
        Path real = data.toAbsolutePath();
        this.database = real.resolve("postgres");
        this.log = real.resolve("postgres.log");
        this.draft = real.resolve("postgres.new");
        this.passwordDraft = real.resolve("postgres.password");
        this.programs = PostgresPrograms.here();
        this.progress = progress;
    }

    /** Makes an empty database whose one user is {@code user}, unless there is one. */
    public void create(String user, String password) {
        if (Files.exists(database)) {
            return;
        }
        progress.accept("Making a database in " + database);
        try {
            Folders.delete(draft);
            Folders.createPrivate(draft);
            Files.deleteIfExists(passwordDraft);
            Files.createFile(
                    passwordDraft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordDraft, password);
            programs.account().own(draft);
            programs.account().own(passwordDraft);
            programs.run(
                    List.of(
                            "initdb",
                            "--username=" + user,
                            "--auth=scram-sha-256",
                            "--pwfile=" + passwordDraft,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            // the password is 192 random bits: stretching it only slows connecting
                            "--set",
                            "scram_iterations=1",
                            "--pgdata=" + draft),
                    List.of(0));
            Files.move(draft, database, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(passwordDraft);
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "No database can be made in " + database + ": " + e,
                    e);
        }
    }

    /** Stops what a killed node left running. */
    public void stopOrphan() {
        Postmaster.runningIn(database)
                .ifPresent(
                        orphan -> {
                            progress.accept(
                                    "Stopping PostgreSQL "
                                            + orphan.pid()
                                            + ", left by a node that was killed");
                            orphan.stop(programs);
                        });
    }

    /** Begins PostgreSQL's log anew. */
    void clearLog() {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE, "The log " + log + " can't be written: " + e, e);
        }
    }

    /**
     * Starts PostgreSQL with exactly {@code settings} on {@code port} and waits until it is up;
     * gives its process.
     */
    Process start(int port, Map<String, String> settings) {
        var command = new ArrayList<>(List.of("postgres", "-D", database.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Process process = programs.start(command, log);
            if (isUp(process, end)) {
                return process;
            }
            // backends of a killed postmaster hold its memory until they notice
            if (System.nanoTime() > end || !tail().contains("shared memory block")) {
                throw new CannotStart(
                        CannotStart.Reason.DATABASE,
                        "PostgreSQL didn't start, see " + log + ": " + tail());
            }
            Pause.millis(200);
        }
    }

    private boolean isUp(Process process, long end) {
        try {
            return comesUp(process, end);
        } catch (CannotStart e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private boolean comesUp(Process process, long end) {
        long worthSaying = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (!Postmaster.isReady(process.pid(), database)) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() > worthSaying) {
                progress.accept("PostgreSQL is still recovering from a crash");
                worthSaying += TimeUnit.SECONDS.toNanos(10);
            }
            if (System.nanoTime() > end) {
                stop();
                throw new CannotStart(
                        CannotStart.Reason.DATABASE,
                        "PostgreSQL took over 15 minutes to start, see " + log);
            }
            Pause.millis(10);
        }
        return true;
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * Ends the processes whose first one was killed: until the last of them is gone nothing can be
     * started here, and one that is busy would not notice for long.
     */
    void endLeftovers() {
        ProcessHandle.allProcesses()
                .filter(process -> Postmaster.isOf(process.pid(), database))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops PostgreSQL if it runs. */
    public void stop() {
        Postmaster.runningIn(database).ifPresent(postmaster -> postmaster.stop(programs));
    }

    public boolean isRunning() {
        return Postmaster.runningIn(database).isPresent();
    }

    /** {@code wanted} if nobody listens on it, else a free port; 0 wants any. */
    public static int freePort(int wanted) {
        try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw new CannotStart(
                        CannotStart.Reason.DATABASE,
                        "No free port on loopback: " + e.getMessage(),
                        e);
            }
            return freePort(0);
        }
    }
}
