package dev.stoa.platform.internal.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Whether nodes run on a database: their connections are called {@code stoa}, no others are. */
public final class ServingNodes {
    private static final String COUNT =
            """
            select count(*) from pg_stat_activity a
             where a.datname = current_database() and a.application_name = 'stoa'
            """;

    private ServingNodes() {}

    /** Connections of nodes at this moment. */
    public static int connections(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(COUNT)) {
            count.next();
            return count.getInt(1);
        }
    }
}
