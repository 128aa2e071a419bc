package dev.stoa.forum.notice;

import dev.stoa.platform.sql.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notification.
 *
 * @param actor the card of who did it, without braces; null where that is not told, or nobody
 * @param thread which thread it is about; null for none, or one that is gone
 * @param post the post; null for none, or one that is gone
 * @param action what a moderator did; null for other kinds
 */
record NoticeRow(
        long id,
        String kind,
        Instant createdAt,
        boolean isRead,
        @Nullable String actor,
        @Nullable OfThread thread,
        @Nullable OfPost post,
        @Nullable String action,
        @Nullable String note) {
    /** The thread as it is named. */
    record OfThread(long id, String title, String slug, long structure) {}

    /** The post's place. */
    record OfPost(long id, long number) {}

    static NoticeRow read(Row row) {
        return new NoticeRow(
                row.number(0),
                row.text(1),
                row.instant(2),
                row.flag(3),
                row.textOrNull(4),
                row.isNull(5)
                        ? null
                        : new OfThread(row.number(5), row.text(6), row.text(7), row.number(8)),
                row.isNull(9) ? null : new OfPost(row.number(9), row.number(10)),
                row.textOrNull(11),
                row.textOrNull(12));
    }

    /** The same without what shows where it happened. */
    NoticeRow placeless() {
        return new NoticeRow(id, kind, createdAt, isRead, actor, null, null, action, note);
    }
}
