package dev.stoa.maintenance.index;

/**
 * A table as the server has it.
 *
 * @param rows about how many
 * @param bytes on disk without indexes and what is stored apart
 * @param dead rows that VACUUM has not taken yet
 * @param sequentialScans from its begin towards its end, since the server's statistics begin
 * @param sequentialRows read by these
 * @param indexScans since then
 */
record TableRow(
        String name,
        double rows,
        long bytes,
        long dead,
        long sequentialScans,
        long sequentialRows,
        long indexScans) {}
