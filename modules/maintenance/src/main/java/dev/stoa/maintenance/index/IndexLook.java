package dev.stoa.maintenance.index;

import dev.stoa.platform.sql.IndexDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server says of tables and indexes at one moment.
 *
 * @param expected by the change sets, of tables that are there
 * @param counted for how long the server has counted scans
 * @param scanning statements by the table that their plans read from begin to end
 */
record IndexLook(
        List<IndexDefinition> expected,
        List<IndexRow> indexes,
        List<TableRow> tables,
        List<Bloat> bloats,
        List<ForeignKey> foreignKeys,
        Duration counted,
        Map<String, List<String>> scanning) {
    Optional<IndexRow> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }

    boolean isExpected(String name) {
        return expected.stream().anyMatch(index -> index.name().equals(name));
    }
}
