package dev.stoa.maintenance.index;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An index as the server has it.
 *
 * @param method btree, gin ...
 * @param bytes on disk
 * @param tableRows about how many rows its table has
 * @param scans since the server's statistics begin, up to a few seconds ago
 * @param lastScan null for never
 * @param writes to its table that had to be written to it, too, since then
 * @param hasConstraint whether a primary key or another constraint needs it
 * @param isPartitioned whether it stands for those of partitions
 * @param isPartition whether it is one of a partition
 * @param definition as {@code create index}
 * @param keys what it is on, the same for two indexes that do the same
 * @param isIncluding whether it holds more columns than its keys
 */
record IndexRow(
        String name,
        String table,
        String method,
        long bytes,
        double tableRows,
        long scans,
        @Nullable Instant lastScan,
        long writes,
        boolean isUnique,
        boolean hasConstraint,
        boolean isValid,
        boolean isPartitioned,
        boolean isPartition,
        String definition,
        String keys,
        boolean isIncluding) {
    /** The part of writes in all that it was needed for, 0 to 1; 0 where nothing was. */
    double writeShare() {
        return writes + scans == 0 ? 0 : (double) writes / (writes + scans);
    }

    /** Whether a rebuild that did not end left it. */
    boolean isLeftover() {
        return !isValid && name.matches(".*_cc(new|old)\\d*");
    }
}
