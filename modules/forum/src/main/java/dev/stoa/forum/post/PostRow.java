package dev.stoa.forum.post;

import dev.stoa.platform.sql.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A post as a page shows it. */
record PostRow(
        long id,
        long threadId,
        int number,
        @Nullable Long parentId,
        int depth,
        @Nullable String body,
        @Nullable String bodyHtml,
        String bodyFormat,
        Instant createdAt,
        long createdMicros,
        @Nullable Instant editedAt,
        boolean removed,
        String source,
        int version,
        int score,
        int up,
        int down,
        int replies,
        @Nullable String author,
        long karma) {

    static PostRow read(Row row) {
        boolean removed = row.flag(10);
        Long karma = row.numberOrNull(18);
        return new PostRow(
                row.number(0),
                row.number(1),
                row.integer(2),
                row.numberOrNull(3),
                row.integer(4),
                removed ? null : row.text(5),
                removed ? null : row.text(6),
                row.text(7),
                row.instant(8),
                row.micros(8),
                row.instantOrNull(9),
                removed,
                row.text(11),
                row.integer(12),
                row.integer(13),
                row.integer(14),
                row.integer(15),
                row.integer(16),
                removed ? null : row.textOrNull(17),
                karma == null ? 0 : karma);
    }
}
