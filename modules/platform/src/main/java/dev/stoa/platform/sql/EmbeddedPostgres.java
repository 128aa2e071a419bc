package dev.stoa.platform.sql;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.internal.files.PrivateProperties;
import dev.stoa.platform.internal.postgres.FolderLock;
import dev.stoa.platform.internal.postgres.PostgresFolder;
import dev.stoa.platform.internal.postgres.PostgresGuard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * PostgreSQL in the data folder: durable, on loopback only, with a password that only the folder's
 * owner can read. It lives as long as whoever started it, who starts it again if it ends before.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "stoa";
    private static final String NAME = "stoa";
    private static final String FILE = "postgres.properties";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int port;
    private final String password;
    private final Optional<Ownership> ownership;

    private EmbeddedPostgres(int port, String password, Optional<Ownership> ownership) {
        this.port = port;
        this.password = password;
        this.ownership = ownership;
    }

    /**
     * Starts the database of {@code data} with the settings asked for; one that a killed node left
     * running is stopped first.
     *
     * @param progress told in a sentence what takes long
     * @throws CannotStart if another live process runs it
     */
    public static EmbeddedPostgres start(Path data, Settings settings, Consumer<String> progress) {
        return FolderLock.take(data)
                .map(lock -> owned(data, settings, progress, lock))
                .orElseThrow(() -> inUse(data));
    }

    /** Whether a node or a command made a database in {@code data}. */
    static boolean isIn(Path data) {
        return Files.exists(data.resolve(FILE));
    }

    /**
     * The database of {@code data} that another process runs, else one of our own: for commands.
     */
    public static EmbeddedPostgres join(Path data, Settings settings, Consumer<String> progress) {
        long end = System.nanoTime() + JOIN_NANOS;
        while (true) {
            Optional<FolderLock> lock = FolderLock.take(data);
            if (lock.isPresent()) {
                return owned(data, settings, progress, lock.get());
            }
            Optional<EmbeddedPostgres> running = running(data);
            if (running.isPresent()) {
                return running.get();
            }
            if (System.nanoTime() > end) {
                throw inUse(data);
            }
            pause();
        }
    }

    private static Optional<EmbeddedPostgres> running(Path data) {
        Map<String, String> kept = new PrivateProperties(data.resolve(FILE)).read();
        int port = Integer.parseInt(kept.getOrDefault("port", "0"));
        var candidate =
                new EmbeddedPostgres(port, kept.getOrDefault("password", ""), Optional.empty());
        try (Connection _ = candidate.connection(NAME)) {
            return Optional.of(candidate);
        } catch (SQLException _) {
            return Optional.empty();
        }
    }

    private static EmbeddedPostgres owned(
            Path data, Settings settings, Consumer<String> progress, FolderLock lock) {
        try {
            var file = new PrivateProperties(data.resolve(FILE));
            var kept =
                    new HashMap<>(
                            file.withAbsent(List.of("password"), EmbeddedPostgres::newPassword));
            String password = kept.getOrDefault("password", "");
            var folder = new PostgresFolder(data, progress);
            folder.stopOrphan();
            folder.create(USER, password);
            int port = PostgresFolder.freePort(wantedPort(settings, kept));
            kept.put("port", Integer.toString(port));
            file.write(kept);
            var guard = PostgresGuard.started(folder, port, parameters(settings));
            var postgres =
                    new EmbeddedPostgres(
                            port, password, Optional.of(new Ownership(guard, folder, lock)));
            postgres.ensureDatabase();
            return postgres;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static int wantedPort(Settings settings, Map<String, String> kept) {
        int asked = settings.get(PlatformSettings.DATABASE_EMBEDDED_PORT);
        return asked == 0 ? Integer.parseInt(kept.getOrDefault("port", "0")) : asked;
    }

    private static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, String> parameters(Settings settings) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("listen_addresses", "127.0.0.1");
        parameters.put("unix_socket_directories", "");
        parameters.put("fsync", "on");
        parameters.put("synchronous_commit", "on");
        parameters.put("full_page_writes", "on");
        parameters.put("shared_preload_libraries", "pg_stat_statements");
        parameters.put("compute_query_id", "on");
        parameters.put("track_io_timing", "on");
        parameters.put("max_connections", "100");
        long buffers = settings.get(PlatformSettings.DATABASE_EMBEDDED_SHARED_BUFFERS);
        parameters.put("shared_buffers", buffers / 1024 + "kB");
        parameters.put("work_mem", "16MB");
        parameters.put("maintenance_work_mem", "128MB");
        parameters.put("effective_cache_size", "1GB");
        parameters.put("random_page_cost", "1.1");
        parameters.put("max_wal_size", "2GB");
        parameters.put("checkpoint_completion_target", "0.9");
        // compiling costs short statements more than it gains
        parameters.put("jit", "off");
        parameters.put("timezone", "UTC");
        parameters.put("log_timezone", "UTC");
        parameters.put("log_line_prefix", "%m [%p] ");
        return parameters;
    }

    /** A first start makes the database and the extensions that only its owner may make. */
    private void ensureDatabase() {
        try (Connection _ = connection(NAME)) {
            return;
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw new CannotStart(
                        CannotStart.Reason.DATABASE,
                        "PostgreSQL started but can't be used: " + e,
                        e);
            }
        }
        try (Connection server = connection("postgres");
                var statement = server.createStatement()) {
            statement.execute("create database " + NAME);
        } catch (SQLException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE, "The database can't be made: " + e, e);
        }
        try (Connection database = connection(NAME);
                var statement = database.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute("create extension if not exists pg_trgm");
        } catch (SQLException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "The database's extensions can't be made: " + e,
                    e);
        }
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, password);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Where it is and how to get in. */
    public DatabaseAddress address() {
        return new DatabaseAddress(jdbcUrl(), USER, password);
    }

    /** Where it is, without user or password. */
    public String jdbcUrl() {
        return url(NAME);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Whether closing stops it: it was started here rather than joined. */
    public boolean isOwned() {
        return ownership.isPresent();
    }

    /** How often it ended by itself and was started again from here. */
    public long restarts() {
        return ownership.map(own -> own.guard().restarts()).orElse(0L);
    }

    /** Stops it if it was started here; one that was joined goes on. */
    @Override
    public void close() {
        ownership.ifPresent(Ownership::close);
    }

    private static CannotStart inUse(Path data) {
        return new CannotStart(
                CannotStart.Reason.FOLDER_IN_USE,
                """
                The data folder %s is in use by process %s: stop it, or give this node a folder of \
                its own (STOA_DATA) and, to share the database, its address (STOA_DATABASE_URL)\
                """
                        .formatted(
                                data.toAbsolutePath().normalize(),
                                FolderLock.owner(data).map(String::valueOf).orElse("unknown")));
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(
                    CannotStart.Reason.DATABASE, "Interrupted while waiting for the database", e);
        }
    }

    /** The running process and the right to it; given back in this order. */
    private record Ownership(PostgresGuard guard, PostgresFolder folder, FolderLock lock)
            implements AutoCloseable {
        @Override
        public void close() {
            guard.close();
            folder.stop();
            lock.close();
        }
    }
}
