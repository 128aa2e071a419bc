package dev.stoa.floors;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Ids of threads with more than 20 posts, spread over the data set, one a line. */
final class ThreadIds implements Handler {
    private static final String SQL =
            """
            select s.thread_id from thread_stats s join threads t on t.id = s.thread_id
             where s.post_count > 20 and not t.is_removed and t.published_at is not null
             order by md5(cast(s.thread_id as text)) limit 500
            """;

    private final DataSource database;

    ThreadIds(DataSource database) {
        this.database = database;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws SQLException {
        StringBuilder ids = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            while (row.next()) {
                ids.append(row.getLong(1)).append('\n');
            }
        }
        response.send(ids.toString());
    }
}
