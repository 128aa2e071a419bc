package dev.stoa.platform.internal.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * One connection that holds the schema's advisory lock from {@link #lock} until it is closed. The
 * server lets go of the lock when the connection ends however it ends, so a killed run never leaves
 * it behind.
 */
final class SchemaConnection implements AutoCloseable {
    private static final long KEY = 0x73746f61_6d696772L;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long SAID_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final System.Logger LOG = System.getLogger(SchemaConnection.class.getName());

    private final Connection connection;

    SchemaConnection(DataSource source) throws SQLException {
        this.connection = source.getConnection();
        try {
            // Liquibase writes down when in the session's zone, and does not say which that is.
            execute("set timezone = 'UTC'");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection jdbc() {
        return connection;
    }

    /**
     * Waits for the lock by asking again and again: a waiter inside {@code pg_advisory_lock} would
     * hold a snapshot, and the holder's {@code create index concurrently} would wait for it.
     */
    void lock() throws SQLException, InterruptedException {
        execute("set application_name = 'stoa-migrate'");
        execute("set statement_timeout = 0");
        execute("set lock_timeout = 0");
        execute("set idle_in_transaction_session_timeout = 0");
        noticeDeadClient();
        long asked = System.nanoTime();
        boolean said = false;
        while (!"t".equals(text("select pg_try_advisory_lock(" + KEY + ")").orElse("f"))) {
            if (!said && System.nanoTime() - asked > SAID_NANOS) {
                LOG.log(System.Logger.Level.INFO, "Another process changes the schema; waiting");
                said = true;
            }
            Thread.sleep(POLL);
        }
        clearStaleLock();
    }

    /**
     * A server that builds an index does not look at its client: without this the build of a killed
     * run, and the lock with it, would go on to its end.
     */
    private void noticeDeadClient() throws SQLException {
        execute("set client_connection_check_interval = '2s'");
        execute("set tcp_keepalives_idle = 5");
        execute("set tcp_keepalives_interval = 3");
        execute("set tcp_keepalives_count = 3");
    }

    /** Whoever holds the advisory lock is alone, so a set row of Liquibase's is a dead run's. */
    private void clearStaleLock() throws SQLException {
        if (text("select to_regclass('databasechangeloglock')").isPresent()) {
            execute(
                    "update databasechangeloglock set locked = false, lockgranted = null, lockedby ="
                            + " null where locked");
        }
    }

    /** What {@link #remember} was given last, empty where no run ended well since. */
    Optional<String> remembered() throws SQLException {
        Optional<String> note =
                text("select obj_description(to_regclass('databasechangelog'), 'pg_class')");
        if (note.isEmpty()) {
            return note;
        }
        String count = text("select count(*) from databasechangelog").orElse("0");
        return note.filter(n -> n.endsWith(":" + count)).map(n -> n.split(":", 2)[0]);
    }

    /** Keeps the fingerprint of the changelog that the schema is at, with the count of rows. */
    void remember(String fingerprint) throws SQLException {
        // Liquibase leaves the connection in a transaction.
        if (!connection.getAutoCommit()) {
            connection.commit();
            connection.setAutoCommit(true);
        }
        String count = text("select count(*) from databasechangelog").orElse("0");
        execute("comment on table databasechangelog is '" + fingerprint + ":" + count + "'");
    }

    void forget() throws SQLException {
        if (text("select to_regclass('databasechangelog')").isPresent()) {
            execute("comment on table databasechangelog is null");
        }
    }

    /** The first column of a query. */
    List<String> names(String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private Optional<String> text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                execute("select pg_advisory_unlock_all()");
                execute("reset all");
            }
        }
    }
}
