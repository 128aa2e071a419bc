package dev.stoa.platform.backup;

import dev.stoa.platform.Progress;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Statement;
import java.nio.file.Path;
import java.util.List;

/**
 * Fills an empty database from a backup. The file is read to its end before anything is changed,
 * and all rows come in one transaction: what fails leaves no row behind.
 */
public final class Restore {
    private static final Budget BUDGET = Budget.seconds(7200);
    static final Statement ANALYZE = Statement.of("platform.backup.analyze", BUDGET, "analyze");

    private final DatabaseAddress address;
    private final Progress progress;

    public Restore(DatabaseAddress address, Progress progress) {
        this.address = address;
        this.progress = progress;
    }

    /**
     * What was restored.
     *
     * @param madeAt when the backup was
     * @param migrated change sets applied afterwards, as the backup was of an older version
     */
    public record Restored(String madeAt, int tables, long rows, int migrated) {}

    /**
     * Restores {@code file}.
     *
     * @throws BackupRefused where the file is not whole or of a newer version, nodes run on the
     *     database, or it is not empty: nothing was changed
     */
    public Restored from(Path file) {
        try (BackupFile backup = BackupFile.whole(file, progress)) {
            return from(backup);
        }
    }

    /**
     * Restores a file that was checked before.
     *
     * @throws BackupRefused where it is of a newer version, nodes run on the database, or that is
     *     not empty: nothing was changed
     */
    public Restored from(BackupFile backup) {
        Schema schema = Schema.of(address.source());
        if (schema.nodeConnections() > 0) {
            throw new BackupRefused("nodes run on this database: stop them first");
        }
        try (Database database = Database.forCommand(address)) {
            Manifest manifest = backup.manifest();
            requireEmpty(database);
            String last = Lineage.last(manifest.changeSets(), schema.states());
            schema.apply();
            schema.rollback(last);
            database.transaction(
                    in -> {
                        new Filling(in, backup, progress).fill();
                        return true;
                    });
            List<String> migrated = schema.apply();
            progress.at("analyzing", 0, 1);
            database.session(
                    session -> {
                        session.execute(ANALYZE);
                        return true;
                    });
            progress.at("analyzing", 1, 1);
            return new Restored(
                    manifest.madeAt(), manifest.entries().size(), manifest.rows(), migrated.size());
        }
    }

    private static void requireEmpty(Database database) {
        List<String> filled =
                database.snapshot(
                        in ->
                                Catalogue.tables(in).stream()
                                        .filter(table -> !table.isPartitioned())
                                        .filter(table -> !in.list(any(table), row -> 1).isEmpty())
                                        .map(TableShape::name)
                                        .toList());
        if (!filled.isEmpty()) {
            throw new BackupRefused(
                    "the database is not empty: there are rows in "
                            + String.join(", ", filled.subList(0, Math.min(5, filled.size())))
                            + (filled.size() > 5 ? " and more" : ""));
        }
    }

    private static Statement any(TableShape table) {
        return Statement.of(
                "platform.backup.any", BUDGET, "select 1 from " + table.quoted() + " limit 1");
    }
}
