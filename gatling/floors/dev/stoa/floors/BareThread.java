package dev.stoa.floors;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The bare statement of one thread with its first 20 posts: two selects that are sent together, so
 * that they cost one trip.
 */
final class BareThread implements Handler {
    private static final String SQL =
            "select "
                    + Card.COLUMNS
                    + " from threads x\n"
                    + Card.JOINS
                    + " where x.id = ? and not x.is_removed and x.published_at is not null;\n"
                    + """
                    select p.id, p.post_number, p.parent_id, p.depth, p.body, p.body_html, p.body_format, a.card, m.karma_points,
                           s.vote_score, s.up, s.down, s.reply_count, p.created_at, p.edited_at, p.source_licence, p.version,
                           p.source_url, p.source_author
                      from (select * from posts q where q.thread_id = ? and not q.is_removed
                             order by q.created_at, q.id limit 21) p
                      join post_stats s on s.post_id = p.id
                      left join users a on a.id = p.user_id
                      left join member_stats m on m.user_id = p.user_id
                     order by p.created_at, p.id
                    """;

    private final DataSource database;
    private final Card card;

    BareThread(DataSource database, Structures structures, HotScore hot) {
        this.database = database;
        this.card = new Card(structures, hot);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws SQLException {
        long id = Long.parseLong(request.path().pathParameters().get("id"));
        response.header(BareServer.JSON).send(thread(id).getBytes(StandardCharsets.UTF_8));
    }

    private String thread(long thread) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setLong(1, thread);
            statement.setLong(2, thread);
            statement.execute();
            StringBuilder json = new StringBuilder(24 * 1024);
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                card.open(row, json);
            }
            json.append(",\"posts\":{\"items\":[");
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                posts(row, thread, json);
            }
            return json.append("}}").toString();
        }
    }

    private static void posts(ResultSet row, long thread, StringBuilder json) throws SQLException {
        int rows = 0;
        long id = 0;
        while (row.next() && rows++ < 20) {
            if (rows > 1) {
                json.append(',');
            }
            id = row.getLong(1);
            post(row, thread, json);
        }
        Card.page(json, rows > 20, id, id);
    }

    private static void post(ResultSet row, long thread, StringBuilder json) throws SQLException {
        json.append("{\"id\":\"").append(row.getLong(1)).append("\",\"threadId\":\"");
        json.append(thread).append("\",\"number\":").append(row.getInt(2)).append(",\"parentId\":");
        long parent = row.getLong(3);
        if (row.wasNull()) {
            json.append("null");
        } else {
            json.append('"').append(parent).append('"');
        }
        json.append(",\"depth\":").append(row.getInt(4)).append(",\"body\":");
        text(json, row.getString(5)).append(",\"bodyHtml\":");
        text(json, row.getString(6)).append(",\"bodyFormat\":\"").append(row.getString(7));
        json.append("\",\"author\":");
        Card.author(json, row.getString(8), row.getLong(9));
        json.append(",\"stats\":{\"score\":").append(row.getInt(10)).append(",\"up\":");
        json.append(row.getInt(11)).append(",\"down\":").append(row.getInt(12));
        json.append(",\"replies\":").append(row.getInt(13)).append("},\"createdAt\":");
        moment(json, row.getObject(14, OffsetDateTime.class)).append(",\"editedAt\":");
        moment(json, row.getObject(15, OffsetDateTime.class));
        json.append(",\"state\":{\"removed\":false},\"source\":");
        source(row, json);
        json.append(",\"version\":").append(row.getInt(17)).append('}');
    }

    private static void source(ResultSet row, StringBuilder json) throws SQLException {
        String licence = row.getString(16);
        if (licence == null) {
            json.append("null");
            return;
        }
        text(json.append("{\"url\":"), row.getString(18)).append(",\"author\":");
        text(json, row.getString(19)).append(",\"licence\":");
        text(json, licence).append('}');
    }

    private static StringBuilder moment(StringBuilder json, @Nullable OffsetDateTime at) {
        return at == null
                ? json.append("null")
                : json.append('"').append(at.toInstant()).append('"');
    }

    private static StringBuilder text(StringBuilder json, @Nullable String text) {
        if (text == null) {
            return json.append("null");
        }
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"');
    }
}
