package dev.stoa.forum.thread;

import dev.stoa.platform.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A thread as a list shows it: finished parts of JSON and what the cursor needs.
 *
 * @param id the thread
 * @param sortKey what the list is sorted by: microseconds since 1970 or a rank
 * @param score its score in a ranked list, else 0
 * @param structureId where it is
 * @param card the thread's part
 * @param stats the counters' part
 * @param author the author's part, null where they are gone
 * @param karma the author's karma
 * @param lastAuthor part of the last post's author, null where they are gone
 * @param hotScore hot score at the snapshot's time
 */
record ThreadRow(
        long id,
        long sortKey,
        double score,
        long structureId,
        String card,
        String stats,
        @Nullable String author,
        long karma,
        @Nullable String lastAuthor,
        double hotScore) {

    static ThreadRow timed(Row row) {
        return read(row, row.micros(1));
    }

    static ThreadRow ranked(Row row) {
        return read(row, row.number(1));
    }

    private static ThreadRow read(Row row, long sortKey) {
        Long karma = row.numberOrNull(7);
        return new ThreadRow(
                row.number(0),
                sortKey,
                row.real(2),
                row.number(3),
                row.text(4),
                row.text(5),
                row.textOrNull(6),
                karma == null ? 0 : karma,
                row.textOrNull(8),
                row.real(9));
    }
}
