package dev.stoa.forum.post;

import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Row;

/**
 * One of the first posts of a thread, found beside the thread itself: a statement of its own would
 * cost a second trip to the database.
 *
 * @param createdMicros microseconds since 1970
 * @param body the whole object
 */
public record FirstPost(long id, long createdMicros, JsonPart body) {
    /** How many make the first page. */
    static final int PAGE = 20;

    /**
     * Selects the first page of {@code :thread} and one post more, in order: id, moment, null, the
     * object's bytes, null.
     */
    public static final String SQL =
            """
            select p.id, p.created_at, null, %s, null
              from (select q.* from posts q
                     where q.thread_id = :thread and not q.is_removed
                     order by q.created_at, q.id limit %d) p
              join post_stats s on s.post_id = p.id
             %s
             order by p.created_at, p.id
            """
                    .formatted(PostListSql.JSON, PAGE + 1, PostListSql.JOINS);

    /** Reads what {@link #SQL} selects. */
    public static FirstPost read(Row row) {
        return new FirstPost(row.number(0), row.micros(1), new JsonPart(row.bytes(3)));
    }
}
