package dev.stoa.maintenance.index;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** What the analysis of queries says of tables and indexes. */
record TableReport(IndexLook look, List<Advice> advice, long large) {
    private static final int MOST = 50;

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sequentialScans");
        for (TableRow table : scanned()) {
            scan(json, table);
        }
        json.writeEndArray();
        kind(json, "missingIndexes", "index-missing");
        kind(json, "invalidIndexes", "index-invalid");
        kind(json, "unusedIndexes", "index-unused");
        kind(json, "duplicateIndexes", "index-duplicate");
        kind(json, "bloatedIndexes", "index-bloated");
        kind(json, "bloatedTables", "table-bloated");
        json.writeArrayFieldStart("foreignKeysWithoutIndex");
        for (ForeignKey key : look.foreignKeys()) {
            foreignKey(json, key);
        }
        json.writeEndArray();
        json.writeNumberField("statisticsSeconds", look.counted().toSeconds());
    }

    private List<TableRow> scanned() {
        return look.tables().stream()
                .filter(table -> table.rows() >= large && table.sequentialScans() > 0)
                .sorted(Comparator.comparingLong(TableRow::sequentialRows).reversed())
                .limit(MOST)
                .toList();
    }

    private void scan(JsonGenerator json, TableRow table) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", table.name());
        json.writeNumberField("rows", (long) table.rows());
        json.writeNumberField("bytes", table.bytes());
        json.writeNumberField("scans", table.sequentialScans());
        json.writeNumberField("rowsRead", table.sequentialRows());
        json.writeNumberField("indexScans", table.indexScans());
        json.writeArrayFieldStart("statements");
        for (String statement : look.scanning().getOrDefault(table.name(), List.of())) {
            json.writeString(statement);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void kind(JsonGenerator json, String name, String kind) throws IOException {
        json.writeArrayFieldStart(name);
        for (Advice each : advice) {
            if (each.kind().equals(kind)) {
                IndexBodies.advice(json, each);
            }
        }
        json.writeEndArray();
    }

    private static void foreignKey(JsonGenerator json, ForeignKey key) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", key.name());
        json.writeStringField("table", key.table());
        json.writeStringField("columns", key.columns());
        json.writeStringField("references", key.target());
        json.writeNumberField("rows", (long) key.rows());
        json.writeNumberField("deletes", key.deletes());
        json.writeEndObject();
    }
}
