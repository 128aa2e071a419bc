package dev.stoa.platform.sql;

import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server how it is, on a connection of its own that it keeps. A look takes two seconds at
 * most. For one thread.
 */
final class ServerProbe implements AutoCloseable {
    static final Statement STATE =
            Statement.of(
                    "platform.server.state",
                    Budget.ms(50),
                    """
                    select not pg_is_in_recovery()
                       and current_setting('default_transaction_read_only') = 'off',
                           clock_timestamp()
                    """);

    /** Longer than a busy machine keeps a well server from answering. */
    private static final int PATIENCE_MILLIS = 1000;

    private final DatabaseAddress address;
    private final NodeClock clock;
    private final Timer latency;
    private @Nullable Connection connection;

    /**
     * @param clock told the server's time
     * @param latency of its answers, and of waits for them in vain
     */
    ServerProbe(DatabaseAddress address, NodeClock clock, Timer latency) {
        this.address = address;
        this.clock = clock;
        this.latency = latency;
    }

    /**
     * How the server is; {@code known} where it answers, but lets nobody in as it is full.
     *
     * <p>A connection that breaks says nothing of the server: only one that can't be made anew
     * does.
     */
    ServerState state(ServerState known) {
        Connection kept = connection;
        if (kept != null) {
            try {
                return asked(kept);
            } catch (SQLException _) {
                close();
            }
        }
        try {
            Connection made = connected();
            connection = made;
            return asked(made);
        } catch (SQLException e) {
            close();
            return isFull(e) ? known : ServerState.AWAY;
        }
    }

    private Connection connected() throws SQLException {
        var properties = new Properties();
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
        }
        if (!address.password().isEmpty()) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("ApplicationName", "stoa watch");
        properties.setProperty("loginTimeout", "1");
        // What the login left behind must end too.
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        return DriverManager.getConnection(address.url(), properties);
    }

    private ServerState asked(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
        long asked = System.nanoTime();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery(STATE.sql())) {
                long answered = System.nanoTime();
                rows.next();
                clock.heard(rows.getObject(2, OffsetDateTime.class).toInstant(), asked, answered);
                return rows.getBoolean(1) ? ServerState.WRITABLE : ServerState.READ_ONLY;
            }
        } finally {
            latency.record(System.nanoTime() - asked, TimeUnit.NANOSECONDS);
        }
    }

    private static boolean isFull(SQLException e) {
        return "53300".equals(e.getSQLState());
    }

    @Override
    public void close() {
        Connection kept = connection;
        connection = null;
        if (kept != null) {
            try {
                kept.abort(Runnable::run);
            } catch (SQLException _) {
                // It is broken, which is why it goes.
            }
        }
    }
}
