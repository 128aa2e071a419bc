package dev.stoa.platform.backup;

import java.util.List;

/**
 * A table as the catalogue has it.
 *
 * @param isPartitioned whether it has no rows of its own
 * @param parent that it is a partition of, empty for none
 * @param bound of the partition, as SQL writes it; empty for none
 * @param columns that hold values of their own, in order: name and type, as SQL writes them
 */
record TableShape(
        String name, boolean isPartitioned, String parent, String bound, List<Column> columns) {
    TableShape {
        columns = List.copyOf(columns);
    }

    /** A column, as SQL writes its name and type. */
    record Column(String name, String type) {}

    /** The list for a COPY. */
    String columnList() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    String quoted() {
        return quoted(name);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
