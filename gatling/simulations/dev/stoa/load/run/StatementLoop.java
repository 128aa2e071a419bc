package dev.stoa.load.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One prepared statement on one connection, as pgbench would run it: the floor of lists. */
final class StatementLoop implements Loop.Turn {
    private static final String RECENT =
            """
            select t.id, t.structure_id, t.card, t.last_post_at from threads t
             where not t.is_removed and t.published_at is not null
             order by t.last_post_at desc, t.id desc limit 21
            """;

    private final Connection connection;
    private final PreparedStatement statement;

    private StatementLoop(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(RECENT);
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
    }

    static Loop.Turns on(Stage stage) {
        return _ -> new StatementLoop(stage.connection());
    }

    @Override
    public void once() throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                row.getString(3);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
