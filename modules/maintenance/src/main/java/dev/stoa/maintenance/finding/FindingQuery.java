package dev.stoa.maintenance.finding;

import dev.stoa.platform.http.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are asked for.
 *
 * @param order how they are sorted
 * @param place of the row before them by the order's column, as text
 * @param id of that row
 * @param state {@code open}, {@code resolved} or {@code all}
 * @param kind of all; null for any
 * @param node besides those of all nodes, whose; null for any
 * @param least confidence, from 0 to 1, as text
 * @param limit of the page
 */
record FindingQuery(
        Order order,
        Object place,
        long id,
        String state,
        @Nullable String kind,
        @Nullable String node,
        String least,
        int limit) {
    /** What comes first. */
    enum Order {
        /** The surest. */
        CONFIDENCE,
        /** The newest. */
        DISCOVERY;

        /** What stands before all rows. */
        Object first() {
            return switch (this) {
                case CONFIDENCE -> "2";
                case DISCOVERY -> "infinity";
            };
        }

        /** The place of a cursor. */
        Object place(Cursor cursor) {
            long part = cursor.tuple().part(0);
            return switch (this) {
                case CONFIDENCE -> Double.toString(part / 1e3);
                case DISCOVERY -> Instant.EPOCH.plus(part, ChronoUnit.MICROS);
            };
        }

        /** The cursor behind a row. */
        Cursor after(KnownFinding row) {
            return switch (this) {
                case CONFIDENCE ->
                        Cursor.after(Math.round(row.finding().confidence() * 1e3), row.id());
                case DISCOVERY ->
                        Cursor.after(
                                ChronoUnit.MICROS.between(Instant.EPOCH, row.discoveredAt()),
                                row.id());
            };
        }
    }
}
