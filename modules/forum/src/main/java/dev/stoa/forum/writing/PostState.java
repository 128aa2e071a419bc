package dev.stoa.forum.writing;

import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A post as somebody finds it who is about to change it.
 *
 * @param author null where they are gone
 * @param parent the post it answers
 */
record PostState(
        long id,
        long thread,
        int number,
        @Nullable Long parent,
        @Nullable Long author,
        boolean isRemoved,
        int version,
        String body,
        String format) {
    /** Its columns in the order of {@link #read}; the table is {@code p}. */
    static final String COLUMNS =
            "p.id, p.thread_id, p.post_number, p.parent_id, p.user_id, p.is_removed, p.version, p.body, p.body_format";

    static PostState read(Row row) {
        return new PostState(
                row.number(0),
                row.number(1),
                row.integer(2),
                row.numberOrNull(3),
                row.numberOrNull(4),
                row.flag(5),
                row.integer(6),
                row.text(7),
                row.text(8));
    }

    boolean isBy(Viewer.Member member) {
        return Objects.equals(author, member.id().value());
    }
}
