package dev.stoa.platform.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup says of itself: a line for each thing, its parts divided by tabs, and the hash of
 * all lines at the end.
 *
 * @param changeSets of the schema, in the order of their applying
 * @param tables with their columns
 * @param entries by table, of those that have rows of their own
 */
record Manifest(
        String madeAt,
        List<Catalogue.ChangeSet> changeSets,
        List<TableShape> tables,
        Map<String, Entry> entries,
        List<Catalogue.Sequence> sequences) {
    static final String NAME = "manifest.txt";
    private static final String FORM = "stoa-backup\t1";

    Manifest {
        changeSets = List.copyOf(changeSets);
        tables = List.copyOf(tables);
        entries = Map.copyOf(entries);
        sequences = List.copyOf(sequences);
    }

    /**
     * The rows of one table.
     *
     * @param hash SHA-256 of the entry, hexadecimal
     */
    record Entry(long rows, String hash) {}

    long rows() {
        return entries.values().stream().mapToLong(Entry::rows).sum();
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(FORM);
        lines.add("made\t" + madeAt);
        changeSets.forEach(each -> lines.add("change-set\t" + each.id() + '\t' + each.checksum()));
        for (TableShape table : tables) {
            lines.add(
                    String.join(
                            "\t",
                            "table",
                            table.name(),
                            table.isPartitioned() ? "partitioned" : "plain",
                            table.parent(),
                            table.bound()));
            table.columns()
                    .forEach(
                            column ->
                                    lines.add(
                                            "column\t"
                                                    + table.name()
                                                    + '\t'
                                                    + column.name()
                                                    + '\t'
                                                    + column.type()));
            Entry entry = entries.get(table.name());
            if (entry != null) {
                lines.add("rows\t" + table.name() + '\t' + entry.rows() + '\t' + entry.hash());
            }
        }
        for (Catalogue.Sequence each : sequences) {
            lines.add("sequence\t" + each.name() + '\t' + each.value() + '\t' + each.isCalled());
        }
        String body = String.join("\n", lines) + '\n';
        return body + "sha256\t" + Hashing.of(body.getBytes(StandardCharsets.UTF_8)) + '\n';
    }

    /**
     * The manifest that is written so.
     *
     * @throws BackupRefused where it is none, or damaged
     */
    static Manifest read(String text) {
        int end = text.lastIndexOf("sha256\t");
        if (!text.startsWith("stoa-backup\t") || end < 0) {
            throw new BackupRefused("it is no backup of Stoa");
        }
        if (!text.startsWith(FORM + '\n')) {
            throw new BackupRefused("it is of a form that only a newer version knows");
        }
        String body = text.substring(0, end);
        String hash = text.substring(end + "sha256\t".length()).strip();
        if (!Hashing.of(body.getBytes(StandardCharsets.UTF_8)).equals(hash)) {
            throw new BackupRefused("its manifest is damaged");
        }
        return new Reader().read(body);
    }

    /** Gathers the lines; these are whole, as their hash is right. */
    private static final class Reader {
        private String madeAt = "";
        private final List<Catalogue.ChangeSet> changeSets = new ArrayList<>();
        private final Map<String, List<TableShape.Column>> columns = new LinkedHashMap<>();
        private final List<TableShape> tables = new ArrayList<>();
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private final List<Catalogue.Sequence> sequences = new ArrayList<>();

        Manifest read(String body) {
            body.lines().map(line -> line.split("\t", -1)).forEach(this::line);
            return new Manifest(
                    madeAt,
                    changeSets,
                    tables.stream().map(this::whole).toList(),
                    entries,
                    sequences);
        }

        private TableShape whole(TableShape table) {
            return new TableShape(
                    table.name(),
                    table.isPartitioned(),
                    table.parent(),
                    table.bound(),
                    columns.getOrDefault(table.name(), List.of()));
        }

        private void line(String[] parts) {
            switch (parts[0]) {
                case "made" -> madeAt = parts[1];
                case "change-set" -> changeSets.add(new Catalogue.ChangeSet(parts[1], parts[2]));
                case "table" ->
                        tables.add(
                                new TableShape(
                                        parts[1],
                                        parts[2].equals("partitioned"),
                                        parts[3],
                                        parts[4],
                                        List.of()));
                case "column" ->
                        columns.computeIfAbsent(parts[1], _ -> new ArrayList<>())
                                .add(new TableShape.Column(parts[2], parts[3]));
                case "rows" -> entries.put(parts[1], new Entry(Long.parseLong(parts[2]), parts[3]));
                case "sequence" ->
                        sequences.add(
                                new Catalogue.Sequence(
                                        parts[1],
                                        Long.parseLong(parts[2]),
                                        Boolean.parseBoolean(parts[3])));
                default -> {}
            }
        }
    }
}
