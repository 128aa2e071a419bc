package dev.stoa.forum.vote;

import dev.stoa.platform.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A thread or post that may be voted on.
 *
 * @param thread it is, or is of
 * @param post null for a thread
 * @param author null where nobody is known
 * @param structure it is in
 */
record Target(long thread, @Nullable Long post, @Nullable Long author, long structure) {
    static Target read(Row row) {
        return new Target(row.number(0), row.numberOrNull(1), row.numberOrNull(2), row.number(3));
    }
}
