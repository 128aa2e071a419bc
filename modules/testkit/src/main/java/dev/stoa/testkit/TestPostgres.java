package dev.stoa.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One real PostgreSQL for all tests of a JVM, with a database of its own for each that asks. */
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new HashMap<>();

    private TestPostgres() {}

    /** Started at the first use; the library's own shutdown hook ends it with the JVM. */
    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new, empty database. */
    public static TestDatabase fresh() {
        return create("template0");
    }

    /**
     * A new database in the state that {@code prepare} leaves one in: it is run once for a {@code
     * name} and its database copied from then on.
     *
     * @param prepare gets a JDBC URL and leaves no connection open
     */
    public static TestDatabase fresh(String name, Consumer<String> prepare) {
        synchronized (TEMPLATES) {
            String template =
                    TEMPLATES.computeIfAbsent(
                            name,
                            _ -> {
                                TestDatabase made = create("template0");
                                prepare.accept(made.jdbcUrl());
                                return made.name();
                            });
            return create(template);
        }
    }

    private static TestDatabase create(String template) {
        String name = "stoa_" + COUNT.incrementAndGet();
        execute("create database " + name + " template " + template + " encoding 'UTF8'");
        return new TestDatabase(name, Holder.SERVER.getJdbcUrl("postgres", name));
    }

    /** The folder of PostgreSQL's programs. */
    static Path programs() {
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "select setting from pg_config where name = 'BINDIR'")) {
            result.next();
            return Path.of(result.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void drop(String name) {
        execute("drop database if exists " + name + " with (force)");
    }

    private static void execute(String sql) {
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
