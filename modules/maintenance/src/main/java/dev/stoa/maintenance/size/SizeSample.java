package dev.stoa.maintenance.size;

import java.time.Instant;
import java.util.List;

/**
 * Sizes at one moment.
 *
 * @param databaseBytes the whole database
 * @param tables by name, with indexes and, of partitioned ones, all partitions
 * @param ids of each table that numbers its rows
 * @param horizons of partitioned tables
 */
public record SizeSample(
        Instant at,
        long databaseBytes,
        List<TableSize> tables,
        List<IdReach> ids,
        List<Horizon> horizons) {
    /**
     * One table.
     *
     * @param live rows, as the server's statistics estimate them
     * @param dead rows that nobody sees any more and no vacuum has taken yet
     */
    public record TableSize(String table, long bytes, long live, long dead) {
        private static final long WORTH_A_LOOK = 1000;

        /** Share of rows that are dead, 0 to 1; 0 where they are fewer than a thousand. */
        public double deadRatio() {
            return dead < WORTH_A_LOOK ? 0 : (double) dead / (live + dead);
        }
    }

    /**
     * How far a table's ids have come.
     *
     * @param column they are in
     * @param last given
     * @param most that fits, by the column's type and the sequence's own end
     */
    public record IdReach(String table, String column, long last, long most) {
        /** Share of ids that is left, 0 to 1. */
        public double headroom() {
            return most <= 0 ? 0 : Math.max(0, 1 - (double) last / most);
        }
    }

    /**
     * Up to when a table partitioned by time takes rows.
     *
     * @param end of its last partition
     * @param lastSeconds how long that partition is
     */
    public record Horizon(String table, Instant end, long lastSeconds) {}
}
