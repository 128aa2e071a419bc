package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who PostgreSQL's programs run as: they refuse root. An ordinary user runs them as he is; root
 * runs them in a user namespace of their own, where they own the same files under another number;
 * where namespaces are forbidden, they run as another account, which then owns the folder.
 */
sealed interface PostgresAccount {
    /** The command that runs {@code command} as this account. */
    List<String> running(List<String> command);

    /** Lets this account write in {@code folder}. */
    default void own(Path folder) throws IOException {}

    /** Where the binaries are kept. */
    default Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return base.resolve("stoa");
    }

    static PostgresAccount current() {
        if (!isRoot()) {
            return new Self();
        }
        if (succeeds(List.of("unshare", "-U", "true"))) {
            return new Namespace();
        }
        for (String name : List.of("postgres", "nobody")) {
            var other = new Other(name);
            if (succeeds(other.running(List.of("true")))) {
                return other;
            }
        }
        throw new CannotStart(
                CannotStart.Reason.DATABASE,
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here: run"
                        + " Stoa as an ordinary user, or set database.url to a PostgreSQL 18");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException _) {
            return System.getProperty("user.name").equals("root");
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> joined(List<String> before, List<String> command) {
        var all = new ArrayList<>(before);
        all.addAll(command);
        return all;
    }

    /** An ordinary user. */
    record Self() implements PostgresAccount {
        @Override
        public List<String> running(List<String> command) {
            return command;
        }
    }

    /** Root, seen as nobody inside a user namespace. */
    record Namespace() implements PostgresAccount {
        @Override
        public List<String> running(List<String> command) {
            return joined(List.of("unshare", "-U"), command);
        }
    }

    /** Another account of the machine. */
    record Other(String name) implements PostgresAccount {
        @Override
        public List<String> running(List<String> command) {
            return joined(
                    List.of("setpriv", "--reuid", name, "--regid", name, "--clear-groups"),
                    command);
        }

        @Override
        public void own(Path folder) throws IOException {
            UserPrincipal owner =
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(name);
            Files.walkFileTree(folder, new Giving(owner));
        }

        @Override
        public Path cache() {
            return Path.of("/var/cache/stoa");
        }
    }

    /** Gives away every file below a folder. */
    final class Giving extends SimpleFileVisitor<Path> {
        private final UserPrincipal owner;

        Giving(UserPrincipal owner) {
            this.owner = owner;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            Files.setOwner(folder, owner);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.setOwner(file, owner);
            return FileVisitResult.CONTINUE;
        }
    }
}
