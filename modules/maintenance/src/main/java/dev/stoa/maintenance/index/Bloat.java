package dev.stoa.maintenance.index;

/**
 * What of a table or an index is empty, as estimated from the width of its rows: PostgreSQL does
 * not count it.
 *
 * @param name of the table or index
 * @param isIndex whether it is an index
 * @param bytes on disk
 * @param expected that its rows need
 */
record Bloat(String name, String table, boolean isIndex, long bytes, long expected) {
    long wasted() {
        return Math.max(0, bytes - expected);
    }

    double share() {
        return bytes == 0 ? 0 : (double) wasted() / bytes;
    }
}
