package dev.stoa.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of a test's own that can be killed, frozen, restarted and copied: durable, and ready
 * to be followed by a standby. Everybody on the machine may use it as {@code postgres}.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private Process process;

    private PostgresServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launched();
        awaitAnswers();
    }

    /**
     * A new server in {@code folder}, which must not exist, with an empty database {@code stoa}.
     */
    public static PostgresServer started(Path folder) {
        try {
            run("initdb", "-D", folder.toString(), "-U", "postgres", "--auth=trust", "--no-sync");
            Files.writeString(
                    folder.resolve("postgresql.conf"),
                    """
                    listen_addresses = '127.0.0.1'
                    unix_socket_directories = ''
                    shared_preload_libraries = 'pg_stat_statements'
                    shared_buffers = 32MB
                    wal_keep_size = 512MB
                    """,
                    StandardOpenOption.APPEND);
            var server = new PostgresServer(folder, FreePort.any());
            server.execute("postgres", "create database stoa");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A standby in {@code copy}, which must not exist, that streams from this server. */
    public PostgresServer standby(Path copy) {
        try (Connection connection = connection("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copyTo(copy);
            try (ResultSet label =
                    statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(copy.resolve("backup_label"), label.getString(1));
            }
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'\n");
            return new PostgresServer(copy, FreePort.any());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyTo(Path copy) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.toList();
        }
        for (Path each : inside) {
            String name = folder.relativize(each).toString();
            if (!name.startsWith("pg_wal/") && !name.startsWith("postmaster.")) {
                Files.copy(each, copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Process launched() throws IOException {
        return new ProcessBuilder(
                        command("postgres", "-D", folder.toString(), "-p", Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                folder.resolveSibling(folder.getFileName() + ".log").toFile()))
                .start();
    }

    private void awaitAnswers() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection _ = connection("postgres")) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    close();
                    throw new IllegalStateException("PostgreSQL doesn't start", e);
                }
                Signal.pause(Duration.ofMillis(20));
            }
        }
    }

    /** Address of its database {@code stoa}. */
    public String jdbcUrl() {
        return jdbcUrl("stoa");
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:"
                + port
                + "/"
                + database
                + "?user=postgres&sslmode=disable";
    }

    public int port() {
        return port;
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database) + "&loginTimeout=5");
    }

    private void execute(String database, String sql) {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of a query's first row in the database {@code stoa}. */
    public String stored(String query) {
        try (Connection connection = connection("stoa");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Ends all its processes as kill -9 does. */
    public void kill() {
        processes().forEach(ProcessHandle::destroyForcibly);
        await(process);
    }

    /** Starts what was killed; returns once it lets clients in. */
    public void restart() {
        try {
            process = launched();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswers();
    }

    /** Makes a standby a server that takes writes. */
    public void promote() {
        execute("postgres", "select pg_promote()");
    }

    /** Stops all its processes where they are (SIGSTOP). */
    public void freeze() {
        processes().forEach(each -> Signal.send("STOP", each.pid()));
    }

    /** Lets them go on. */
    public void thaw() {
        processes().forEach(each -> Signal.send("CONT", each.pid()));
    }

    /** The numbers of all its processes. */
    public List<Long> pids() {
        return processes().stream().map(ProcessHandle::pid).toList();
    }

    private List<ProcessHandle> processes() {
        var all = new ArrayList<ProcessHandle>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        return all;
    }

    @Override
    public void close() {
        kill();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL " + process.pid() + " doesn't end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        await(process);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command[0] + " ended with " + process.exitValue());
        }
    }

    /** PostgreSQL's programs refuse root: seen from a user namespace it is nobody. */
    private static List<String> command(String... command) {
        var all = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.add(TestPostgres.programs().resolve(command[0]).toString());
        all.addAll(List.of(command).subList(1, command.length));
        return all;
    }
}
