package dev.stoa.forum.moderation;

import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.platform.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A post whose row is locked, after its thread's.
 *
 * @param author null where nobody is
 * @param others shown posts of its author's in the thread beside it
 */
record HeldPost(
        long id,
        long thread,
        int number,
        @Nullable Long parent,
        @Nullable Long author,
        boolean isRemoved,
        int version,
        long others) {
    static HeldPost read(Row row) {
        return new HeldPost(
                row.number(0),
                row.number(1),
                row.integer(2),
                row.numberOrNull(3),
                row.numberOrNull(4),
                row.flag(5),
                row.integer(6),
                row.number(7));
    }

    PostPlace in(HeldThread held) {
        return new PostPlace(id, number, held.place());
    }
}
