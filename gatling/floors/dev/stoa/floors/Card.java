package dev.stoa.floors;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;

/**
 * Writes a row of a thread as JSON.
 *
 * @param structures the structures' parts
 * @param hot the hot score
 */
record Card(Structures structures, HotScore hot) {
    /** What {@link #open} reads: columns 1 to 9. */
    static final String COLUMNS =
            "x.card, l.card, x.structure_id, a.card, m.karma_points, s.card, s.vote_score,"
                    + " date_part('epoch', x.created_at), x.id";

    static final String JOINS =
            """
              join thread_stats s on s.thread_id = x.id
              left join users a on a.id = x.user_id
              left join member_stats m on m.user_id = x.user_id
              left join users l on l.id = x.last_post_user_id
            """;

    /** Writes the object but for its closing brace. */
    void open(ResultSet row, StringBuilder json) throws SQLException {
        json.append('{').append(row.getString(1)).append(",\"author\":");
        object(json, row.getString(2));
        json.append("},\"structure\":").append(structures.card(row.getLong(3)));
        json.append(",\"author\":");
        author(json, row.getString(4), row.getLong(5));
        json.append(",\"stats\":{").append(row.getString(6)).append("},\"hotScore\":");
        json.append(hot.of(row.getInt(7), row.getDouble(8)));
    }

    private static void object(StringBuilder json, @org.jspecify.annotations.Nullable String part) {
        if (part == null) {
            json.append("null");
        } else {
            json.append('{').append(part).append('}');
        }
    }

    /** Writes an author, who may be gone, with their karma. */
    static void author(
            StringBuilder json, @org.jspecify.annotations.Nullable String part, long karma) {
        if (part == null) {
            json.append("null");
        } else {
            json.append('{').append(part).append(",\"karma\":").append(karma).append('}');
        }
    }

    /** Writes the end of a page: a cursor that is like Stoa's but for the signature. */
    static void page(StringBuilder json, boolean more, long key, long id) {
        json.append("],\"page\":{\"next\":");
        if (more) {
            byte[] cursor = ByteBuffer.allocate(47).putLong(key).putLong(id).array();
            json.append('"')
                    .append(Base64.getUrlEncoder().withoutPadding().encodeToString(cursor))
                    .append('"');
        } else {
            json.append("null");
        }
        json.append(",\"prev\":null,\"hasMore\":").append(more).append('}');
    }
}
