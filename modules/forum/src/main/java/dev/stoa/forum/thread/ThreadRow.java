package dev.stoa.forum.thread;

import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Row;

/**
 * A thread as a list shows it: finished parts of JSON and what the cursor needs.
 *
 * @param id the thread
 * @param sortKey what the list is sorted by: microseconds since 1970 or a rank
 * @param score its score in a ranked list, else 0
 * @param structureId where it is
 * @param head fields of its card up to the structure's value
 * @param tail fields of its card behind the structure
 */
record ThreadRow(
        long id, long sortKey, double score, long structureId, JsonPart head, JsonPart tail) {
    /**
     * The last two columns of a row, of threads called {@code table}, s their counters, a their
     * author with m the author's karma and l the author of the last post; {@code :as_of} is the
     * moment of the hot score. PostgreSQL joins the texts: a column more costs the driver and
     * DbClient more than joining it there, and bytes need no decoding.
     */
    static String parts(String table) {
        return """
               convert_to(%1$s.card || ',"author":' || coalesce('{' || l.card || '}', 'null') || '},"structure":', 'UTF8'),
                      convert_to(',"author":' || coalesce('{' || a.card || ',"karma":' || coalesce(m.karma_points, 0) || '}', 'null')
                          || ',"stats":{' || s.card || '},"hotScore":'
                          || round(s.vote_score / power(greatest(date_part('epoch', cast(:as_of as timestamptz) - %1$s.created_at), 0) / 3600 + 2, 1.5)
                              * 1e6) / 1e6, 'UTF8')"""
                .formatted(table);
    }

    /** What {@link #parts} takes of threads x: their counters, author and last author. */
    static final String JOINS =
            """
              join thread_stats s on s.thread_id = x.id
              left join users a on a.id = x.user_id
              left join member_stats m on m.user_id = x.user_id
              left join users l on l.id = x.last_post_user_id""";

    static ThreadRow timed(Row row) {
        return read(row, row.micros(1));
    }

    static ThreadRow ranked(Row row) {
        return read(row, row.number(1));
    }

    private static ThreadRow read(Row row, long sortKey) {
        return new ThreadRow(
                row.number(0),
                sortKey,
                row.real(2),
                row.number(3),
                new JsonPart(row.bytes(4)),
                new JsonPart(row.bytes(5)));
    }
}
