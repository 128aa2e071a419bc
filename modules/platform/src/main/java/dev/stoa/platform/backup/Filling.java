package dev.stoa.platform.backup;

import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.BareTables;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the rows of a backup into empty tables, in one transaction. */
final class Filling {
    private static final Budget BUDGET = Budget.seconds(7200);

    /** Triggers have done their work when the rows were written first. */
    static final Statement TRIGGERED =
            Statement.of(
                    "platform.backup.triggered",
                    BUDGET,
                    """
                    select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                     where c.relnamespace = to_regnamespace(current_schema()) and not t.tgisinternal
                     order by c.relname
                    """);

    static final Statement SET_SEQUENCE =
            Statement.of(
                    "platform.backup.set-sequence",
                    BUDGET,
                    "select setval(cast(quote_ident(:name) as regclass), :value, :called)");

    private final Transaction in;
    private final BackupFile backup;
    private final Progress progress;

    Filling(Transaction in, BackupFile backup, Progress progress) {
        this.in = in;
        this.backup = backup;
        this.progress = progress;
    }

    void fill() throws IOException {
        Manifest manifest = backup.manifest();
        makeMissing(manifest.tables());
        requireSameColumns(manifest.tables());
        List<String> triggered = in.list(TRIGGERED, row -> row.text(0));
        triggered.forEach(table -> alter(table, "disable trigger user"));
        BareTables bare = BareTables.of(in, plain(manifest.tables()));
        copy(manifest);
        progress.at("building indexes", 0, 1);
        bare.build();
        progress.at("building indexes", 1, 1);
        triggered.forEach(table -> alter(table, "enable trigger user"));
        for (Catalogue.Sequence each : manifest.sequences()) {
            in.list(SET_SEQUENCE, _ -> 0, each.name(), each.value(), each.isCalled());
        }
    }

    /** Partitions of the backup's months, and tables that the schema no longer has. */
    private void makeMissing(List<TableShape> wanted) {
        Set<String> there = new HashSet<>();
        Catalogue.tables(in).forEach(table -> there.add(table.name()));
        List<TableShape> missing = new ArrayList<>();
        wanted.stream().filter(table -> !there.contains(table.name())).forEach(missing::add);
        // A partition that is partitioned itself comes before its own.
        missing.sort(Comparator.comparing(TableShape::isPartitioned).reversed());
        for (TableShape table : missing) {
            in.execute(Statement.of("platform.backup.make", BUDGET, made(table)));
        }
    }

    private static String made(TableShape table) {
        if (table.isPartitioned()) {
            throw new BackupRefused("the schema lacks the partitioned table " + table.name());
        }
        if (!table.parent().isEmpty()) {
            return "create table "
                    + table.quoted()
                    + " partition of "
                    + TableShape.quoted(table.parent())
                    + " "
                    + table.bound();
        }
        return "create table "
                + table.quoted()
                + " ("
                + String.join(
                        ", ",
                        table.columns().stream()
                                .map(column -> column.name() + " " + column.type())
                                .toList())
                + ")";
    }

    private void requireSameColumns(List<TableShape> wanted) {
        Map<String, List<TableShape.Column>> there = new HashMap<>();
        Catalogue.tables(in).forEach(table -> there.put(table.name(), table.columns()));
        for (TableShape table : wanted) {
            if (!table.columns().equals(there.get(table.name()))) {
                throw new BackupRefused(
                        "the columns of "
                                + table.name()
                                + " are others in the schema than in the backup");
            }
        }
    }

    /** Indexes of a partition belong to its parent's, and can't go alone. */
    private static List<String> plain(List<TableShape> tables) {
        return tables.stream()
                .filter(table -> !table.isPartitioned() && table.parent().isEmpty())
                .map(TableShape::name)
                .toList();
    }

    private void copy(Manifest manifest) throws IOException {
        long done = 0;
        for (TableShape table : manifest.tables()) {
            Manifest.Entry entry = manifest.entries().get(table.name());
            if (entry == null) {
                continue;
            }
            progress.at("restoring", done, manifest.rows());
            long rows = copied(table);
            if (rows != entry.rows()) {
                throw new BackupRefused(
                        table.name() + " got " + rows + " rows and not " + entry.rows());
            }
            done += rows;
        }
        progress.at("restoring", manifest.rows(), manifest.rows());
    }

    private long copied(TableShape table) throws IOException {
        try (InputStream rows = backup.rows(table.name())) {
            return in.copyIn(
                    Statement.of(
                            "platform.backup.load",
                            BUDGET,
                            "copy " + table.quoted() + " (" + table.columnList() + ") from stdin"),
                    rows);
        }
    }

    private void alter(String table, String how) {
        in.execute(
                Statement.of(
                        "platform.backup.alter",
                        BUDGET,
                        "alter table " + TableShape.quoted(table) + " " + how));
    }
}
