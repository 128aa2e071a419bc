package dev.stoa.maintenance.index;

/**
 * A foreign key whose columns no index begins with: each delete in the other table reads this one
 * from its begin to its end.
 *
 * @param columns as SQL, with commas between
 * @param index name for one
 * @param target the other table
 * @param rows about how many this table has
 * @param deletes in the other table since the server's statistics begin
 */
record ForeignKey(
        String name,
        String table,
        String columns,
        String index,
        String target,
        double rows,
        long deletes) {
    String ddl() {
        return "create index concurrently " + index + " on " + table + " (" + columns + ")";
    }
}
