package dev.stoa.platform.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session on a lease's connection. DbClient would close the connection behind each statement, so
 * it is not asked.
 */
record LeasedSession(Connection connection, Executions executions) implements Session {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    @Override
    public List<String> texts(Statement statement, @Nullable Object... arguments) {
        return executions.timed(
                statement,
                arguments,
                () -> {
                    try (PreparedStatement query = connection.prepareStatement(statement.sql())) {
                        @Nullable Object[] arranged = statement.arrange(arguments);
                        for (int i = 0; i < arranged.length; i++) {
                            query.setObject(i + 1, arranged[i]);
                        }
                        return read(query);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                List::size);
    }

    private static List<String> read(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                String text = rows.getString(1);
                if (text != null) {
                    texts.add(text);
                }
            }
            return texts;
        }
    }

    @Override
    public void execute(Statement statement) {
        executions.timed(
                statement,
                NO_ARGUMENTS,
                () -> {
                    try (var command = connection.createStatement()) {
                        return command.execute(statement.sql());
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                _ -> 0);
    }
}
