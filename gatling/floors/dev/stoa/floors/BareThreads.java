package dev.stoa.floors;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The bare statement of the first page of 20 recent threads. */
final class BareThreads implements Handler {
    private static final String SQL =
            "select "
                    + Card.COLUMNS
                    + ", x.last_post_at"
                    + """

                      from (select t.id, t.structure_id, t.card, t.user_id, t.last_post_user_id, t.created_at, t.last_post_at
                              from threads t
                             where not t.is_removed and t.published_at is not null
                             order by t.last_post_at desc, t.id desc limit 21) x
                    """
                    + Card.JOINS
                    + " order by x.last_post_at desc, x.id desc";

    private final DataSource database;
    private final Card card;

    BareThreads(DataSource database, Structures structures, HotScore hot) {
        this.database = database;
        this.card = new Card(structures, hot);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws SQLException {
        response.header(BareServer.JSON).send(page().getBytes(StandardCharsets.UTF_8));
    }

    private String page() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL);
                ResultSet row = statement.executeQuery()) {
            StringBuilder json = new StringBuilder(24 * 1024).append("{\"items\":[");
            int rows = 0;
            long key = 0;
            long id = 0;
            while (row.next() && rows++ < 20) {
                if (rows > 1) {
                    json.append(',');
                }
                card.open(row, json);
                json.append('}');
                key = rows == 20 ? row.getTimestamp(10).getTime() : 0;
                id = row.getLong(9);
            }
            Card.page(json, rows > 20, key, id);
            return json.append('}').toString();
        }
    }
}
