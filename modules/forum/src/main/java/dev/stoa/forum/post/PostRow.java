package dev.stoa.forum.post;

import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Row;

/**
 * A post as a page shows it: its finished JSON and what cursors need.
 *
 * @param createdMicros microseconds since 1970
 * @param body the whole object; without text and author where the post was removed
 */
record PostRow(long id, long threadId, int number, long createdMicros, int score, JsonPart body) {
    static PostRow read(Row row) {
        return new PostRow(
                row.number(0),
                row.number(1),
                row.integer(2),
                row.micros(3),
                row.integer(4),
                new JsonPart(row.bytes(5)));
    }
}
