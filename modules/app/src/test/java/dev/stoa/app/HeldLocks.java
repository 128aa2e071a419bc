package dev.stoa.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Holds a lock on a table of a database until it is closed, as a careless session would. */
final class HeldLocks implements AutoCloseable {
    private final Connection connection;

    private HeldLocks(Connection connection) {
        this.connection = connection;
    }

    /** Nobody else reads or writes {@code table}. */
    static HeldLocks on(String table, String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return new HeldLocks(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
