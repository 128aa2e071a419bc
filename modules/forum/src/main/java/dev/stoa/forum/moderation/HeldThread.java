package dev.stoa.forum.moderation;

import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.modlog.Act;
import dev.stoa.platform.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A published thread whose row is locked.
 *
 * @param author null where nobody is
 * @param firstPost null where it was merged away
 * @param lastNumber the highest number that a post of it ever had
 * @param mergedInto the thread that has its posts, null for none
 */
record HeldThread(
        long id,
        long structure,
        @Nullable Long author,
        String title,
        int version,
        boolean isLocked,
        boolean isPinned,
        boolean isRemoved,
        @Nullable Long firstPost,
        int lastNumber,
        @Nullable Long answer,
        @Nullable Long mergedInto) {
    /** What {@link #read} reads, of a row called {@code t}. */
    static final String COLUMNS =
            """
            t.id, t.structure_id, t.user_id, t.title, t.version, t.is_locked, t.is_pinned, t.is_removed,
                   t.first_post_id, t.last_post_number, t.answer_post_id, t.merged_into""";

    static HeldThread read(Row row) {
        return new HeldThread(
                row.number(0),
                row.number(1),
                row.numberOrNull(2),
                row.text(3),
                row.integer(4),
                row.flag(5),
                row.flag(6),
                row.flag(7),
                row.numberOrNull(8),
                row.integer(9),
                row.numberOrNull(10),
                row.numberOrNull(11));
    }

    ThreadPlace place() {
        return new ThreadPlace(id, structure, author);
    }

    Act.Target target() {
        return Act.Target.thread(id, structure);
    }
}
