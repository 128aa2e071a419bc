package dev.stoa.forum.count;

import dev.stoa.platform.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Deltas of one thing, added up.
 *
 * @param of what they are of; its moves are the sums
 * @param deltas how many they were
 * @param latest when the last was made, in microseconds since 1970
 */
record Taken(Delta of, long deltas, long latest) {
    static Taken read(Row row) {
        Moves moves =
                new Moves(
                        row.integer(5),
                        row.integer(6),
                        row.integer(7),
                        row.integer(8),
                        row.integer(9),
                        row.integer(10),
                        row.integer(11),
                        row.integer(12),
                        row.integer(13));
        Delta of = new Delta(id(row, 0), id(row, 1), id(row, 2), id(row, 3), moves);
        return new Taken(of, row.number(4), row.micros(14));
    }

    private static @Nullable Long id(Row row, int column) {
        return row.numberOrNull(column);
    }
}
