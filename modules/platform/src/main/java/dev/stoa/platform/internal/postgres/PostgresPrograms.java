package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's programs as the account that may. */
final class PostgresPrograms {
    private final PostgresBinaries binaries;
    private final PostgresAccount account;

    private PostgresPrograms(PostgresBinaries binaries, PostgresAccount account) {
        this.binaries = binaries;
        this.account = account;
    }

    static PostgresPrograms here() {
        PostgresAccount account = PostgresAccount.current();
        return new PostgresPrograms(PostgresBinaries.in(account.cache()), account);
    }

    PostgresAccount account() {
        return account;
    }

    /** Runs a program to its end; an exit code not among {@code fine} fails with what it wrote. */
    void run(List<String> command, List<Integer> fine) {
        try {
            Process process =
                    new ProcessBuilder(account.running(resolved(command)))
                            .redirectErrorStream(true)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (!fine.contains(code)) {
                throw new CannotStart(
                        CannotStart.Reason.DATABASE,
                        command.getFirst() + " ended with " + code + ": " + text.strip());
            }
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    command.getFirst() + " can't be run: " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "Interrupted while " + command.getFirst() + " ran",
                    e);
        }
    }

    /**
     * Starts a program that goes on by itself and writes to {@code log}. It gets a session of its
     * own, or Ctrl-C at the terminal would reach it before the node has drained, and a file instead
     * of a pipe, or it would lose its log with the node.
     */
    Process start(List<String> command, Path log) {
        var whole = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            whole.add("/usr/bin/setsid");
        }
        whole.addAll(account.running(resolved(command)));
        try {
            return new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    command.getFirst() + " can't be run: " + e.getMessage(),
                    e);
        }
    }

    private List<String> resolved(List<String> command) {
        var resolved = new ArrayList<>(command);
        resolved.set(0, binaries.program(command.getFirst()));
        return resolved;
    }
}
