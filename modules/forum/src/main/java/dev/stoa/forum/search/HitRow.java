package dev.stoa.forum.search;

import dev.stoa.platform.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread or post that was found.
 *
 * @param thread the thread, or the post's
 * @param score how well it fits; only the order means something
 * @param place what orders hits of the same score
 * @param words words of the shown texts that the query means, in small letters
 * @param post the post, or the best one of the thread; null where none was found
 */
record HitRow(
        long thread,
        double score,
        long place,
        String title,
        String excerpt,
        List<String> words,
        @Nullable FoundPost post) {
    HitRow {
        words = List.copyOf(words);
    }

    /**
     * A post that was found.
     *
     * @param author finished JSON, null where the author is gone
     * @param html the beginning of its text
     */
    record FoundPost(
            long id, int number, Instant at, int score, @Nullable String author, String html) {}

    static HitRow read(Row row) {
        return new HitRow(
                row.number(0),
                row.real(1),
                row.number(2),
                row.text(3),
                row.text(4),
                row.text(5).isEmpty() ? List.of() : List.of(row.text(5).split(" ", -1)),
                row.isNull(6)
                        ? null
                        : new FoundPost(
                                row.number(6),
                                row.integer(7),
                                row.instant(8),
                                row.integer(9),
                                row.textOrNull(10),
                                row.text(11)));
    }
}
