package dev.stoa.maintenance.index;

import dev.stoa.maintenance.index.Advice.Action;
import dev.stoa.platform.sql.IndexDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what would be better about indexes and tables. */
final class IndexAnalysis {
    /** What it looks for. */
    static final Set<String> KINDS =
            Set.of(
                    "index-missing",
                    "index-invalid",
                    "index-unused",
                    "index-duplicate",
                    "index-bloated",
                    "table-bloated",
                    "foreign-key-unindexed",
                    "sequential-scan");

    private static final double BLOATED = 0.5;
    private static final long SCANS = 3;
    private static final long MANY_WRITES = 1_000;

    private final long large;
    private final long leastBloat;
    private final Duration unusedAfter;

    /**
     * @param large rows from which on a table is not to be read as a whole
     * @param leastBloat bytes that must be wasted
     * @param unusedAfter how long the server must have counted
     */
    IndexAnalysis(long large, long leastBloat, Duration unusedAfter) {
        this.large = large;
        this.leastBloat = leastBloat;
        this.unusedAfter = unusedAfter;
    }

    /**
     * All that would be better.
     *
     * @param before an earlier look; scans are told of the time since
     */
    List<Advice> advice(IndexLook look, Optional<IndexLook> before) {
        List<Advice> all = new ArrayList<>();
        all.addAll(missing(look));
        all.addAll(invalid(look));
        List<Advice> duplicates = duplicates(look);
        all.addAll(duplicates);
        all.addAll(unused(look, duplicates));
        all.addAll(bloated(look));
        all.addAll(foreignKeys(look));
        before.ifPresent(earlier -> all.addAll(scans(look, earlier)));
        return all;
    }

    private static List<Advice> missing(IndexLook look) {
        List<Advice> all = new ArrayList<>();
        for (IndexDefinition index : look.expected()) {
            if (look.index(index.name()).isEmpty()) {
                boolean isBuildable = !isPartitioned(look, index.table());
                all.add(
                        new Advice(
                                Action.CREATE,
                                "index-missing",
                                index.name(),
                                index.table(),
                                "The schema has the index "
                                        + index.name()
                                        + " on "
                                        + index.table()
                                        + ", the database hasn't.",
                                isBuildable
                                        ? "Build it: apply this advice, or run ./stoa indexes create-missing."
                                        : "Build it by hand: an index of a partitioned table can't be built concurrently.",
                                isBuildable ? index.ddl() : "",
                                0,
                                1));
            }
        }
        return all;
    }

    private static boolean isPartitioned(IndexLook look, String table) {
        return look.indexes().stream()
                .anyMatch(index -> index.table().equals(table) && index.isPartitioned());
    }

    private static List<Advice> invalid(IndexLook look) {
        List<Advice> all = new ArrayList<>();
        for (IndexRow index : look.indexes()) {
            if (index.isValid() || index.isPartitioned()) {
                continue;
            }
            boolean isKept =
                    !index.isLeftover() && (look.isExpected(index.name()) || index.hasConstraint());
            all.add(
                    new Advice(
                            isKept ? Action.REBUILD : Action.DROP,
                            "index-invalid",
                            index.name(),
                            index.table(),
                            "The index "
                                    + index.name()
                                    + " on "
                                    + index.table()
                                    + " is not valid: it is written, but never read.",
                            isKept
                                    ? "Rebuild it: a build or rebuild of it did not end."
                                    : "Drop it: a build that did not end left it.",
                            isKept ? rebuild(index.name()) : drop(index.name()),
                            index.bytes(),
                            1));
        }
        return all;
    }

    private static List<Advice> duplicates(IndexLook look) {
        Map<String, IndexRow> first = new HashMap<>();
        List<Advice> all = new ArrayList<>();
        for (IndexRow index : look.indexes()) {
            if (!index.isValid() || index.isPartitioned() || index.isPartition()) {
                continue;
            }
            IndexRow other = first.putIfAbsent(index.keys(), index);
            if (other != null) {
                boolean isSpare = !isWorthMore(look, index, other);
                IndexRow spare = isSpare ? index : other;
                IndexRow kept = isSpare ? other : index;
                first.put(index.keys(), kept);
                all.add(duplicate(look, spare, kept));
            }
        }
        return all;
    }

    /** What a constraint or the schema needs stays. */
    private static boolean isWorthMore(IndexLook look, IndexRow one, IndexRow other) {
        if (one.hasConstraint() != other.hasConstraint()) {
            return one.hasConstraint();
        }
        if (one.isUnique() != other.isUnique()) {
            return one.isUnique();
        }
        return look.isExpected(one.name()) && !look.isExpected(other.name());
    }

    private static Advice duplicate(IndexLook look, IndexRow spare, IndexRow kept) {
        return new Advice(
                Action.DROP,
                "index-duplicate",
                spare.name(),
                spare.table(),
                "The index %s on %s does what %s does; it takes %s, and %.0f %% of its use is writing."
                        .formatted(
                                spare.name(),
                                spare.table(),
                                kept.name(),
                                size(spare.bytes()),
                                100 * spare.writeShare()),
                dropping(look, spare),
                droppable(look, spare),
                spare.bytes(),
                0.95);
    }

    private List<Advice> unused(IndexLook look, List<Advice> duplicates) {
        List<Advice> all = new ArrayList<>();
        if (look.counted().compareTo(unusedAfter) < 0) {
            return all;
        }
        for (IndexRow index : look.indexes()) {
            boolean isTold =
                    duplicates.stream().anyMatch(each -> each.subject().equals(index.name()));
            if (index.scans() == 0
                    && index.isValid()
                    && !index.isUnique()
                    && !index.hasConstraint()
                    && !index.isPartitioned()
                    && !index.isPartition()
                    && index.tableRows() >= large
                    && !isTold) {
                all.add(unused(look, index));
            }
        }
        return all;
    }

    private Advice unused(IndexLook look, IndexRow index) {
        return new Advice(
                Action.DROP,
                "index-unused",
                index.name(),
                index.table(),
                "The index %s on %s was not read once in %d days; it takes %s, and %d writes went to it."
                        .formatted(
                                index.name(),
                                index.table(),
                                look.counted().toDays(),
                                size(index.bytes()),
                                index.writes()),
                dropping(look, index),
                droppable(look, index),
                index.bytes(),
                unusedConfidence(look, index));
    }

    /** From 0.4 at the shortest time to 0.8 at four times that; more where much is written. */
    private double unusedConfidence(IndexLook look, IndexRow index) {
        double times = (double) look.counted().toSeconds() / Math.max(1, unusedAfter.toSeconds());
        double confidence = 0.4 + 0.4 * Math.min(1, (times - 1) / 3);
        return Math.round(100 * (confidence + (index.writes() >= MANY_WRITES ? 0.1 : 0))) / 100.0;
    }

    private static String dropping(IndexLook look, IndexRow index) {
        return look.isExpected(index.name())
                ? "Drop it by a change set: it belongs to the schema, which would have it built again."
                : "Drop it: apply this advice. No standby may be reading by it: its scans are not counted here.";
    }

    private static String droppable(IndexLook look, IndexRow index) {
        return look.isExpected(index.name()) || index.hasConstraint() ? "" : drop(index.name());
    }

    private List<Advice> bloated(IndexLook look) {
        List<Advice> all = new ArrayList<>();
        for (Bloat bloat : look.bloats()) {
            if (bloat.wasted() < leastBloat || bloat.share() < BLOATED) {
                continue;
            }
            String what = bloat.isIndex() ? "index " : "table ";
            all.add(
                    new Advice(
                            bloat.isIndex() ? Action.REBUILD : Action.LOOK,
                            bloat.isIndex() ? "index-bloated" : "table-bloated",
                            bloat.name(),
                            bloat.table(),
                            "The %s%s takes %s, of which about %s (%.0f %%) is empty."
                                    .formatted(
                                            what,
                                            bloat.name(),
                                            size(bloat.bytes()),
                                            size(bloat.wasted()),
                                            100 * bloat.share()),
                            bloat.isIndex()
                                    ? "Rebuild it beside the traffic: apply this advice."
                                    : "Have it vacuumed more often (POST /database/optimize with vacuum); only VACUUM"
                                            + " FULL or pg_repack gives the space back.",
                            bloat.isIndex() ? rebuild(bloat.name()) : "",
                            bloat.bytes(),
                            bloat.share() > 0.75 ? 0.8 : 0.6));
        }
        return all;
    }

    private List<Advice> foreignKeys(IndexLook look) {
        List<Advice> all = new ArrayList<>();
        for (ForeignKey key : look.foreignKeys()) {
            if (key.rows() < large) {
                continue;
            }
            boolean isFree = look.index(key.index()).isEmpty();
            all.add(
                    new Advice(
                            Action.CREATE,
                            "foreign-key-unindexed",
                            key.name(),
                            key.table(),
                            "No index begins with (%s) of %s, %.0f rows: each delete in %s reads all of them; there were %d."
                                    .formatted(
                                            key.columns(),
                                            key.table(),
                                            key.rows(),
                                            key.target(),
                                            key.deletes()),
                            "Build one if rows of "
                                    + key.target()
                                    + " are deleted, or their keys changed; else leave it.",
                            isFree ? key.ddl() : "",
                            0,
                            key.deletes() > 0 ? 0.8 : 0.3));
        }
        return all;
    }

    private List<Advice> scans(IndexLook look, IndexLook before) {
        Map<String, TableRow> earlier = new HashMap<>();
        before.tables().forEach(table -> earlier.put(table.name(), table));
        List<Advice> all = new ArrayList<>();
        for (TableRow table : look.tables()) {
            TableRow then = earlier.get(table.name());
            if (then == null) {
                continue;
            }
            long scans = table.sequentialScans() - then.sequentialScans();
            double read = (double) (table.sequentialRows() - then.sequentialRows());
            // A scan that stops early, or one now and then, is all right.
            if (table.rows() >= large && scans >= SCANS && read / scans >= table.rows() / 2) {
                all.add(scan(look, table, scans, table.indexScans() - then.indexScans()));
            }
        }
        return all;
    }

    private static Advice scan(IndexLook look, TableRow table, long scans, long byIndex) {
        List<String> statements = look.scanning().getOrDefault(table.name(), List.of());
        return new Advice(
                Action.LOOK,
                "sequential-scan",
                table.name(),
                table.name(),
                "%s, %.0f rows, was read from begin to end %d times of late, and %d times by an index."
                        .formatted(table.name(), table.rows(), scans, byIndex),
                statements.isEmpty()
                        ? "Look which statement does: GET /database/query-analysis; it wants an index."
                        : "Look at the plan of "
                                + String.join(", ", statements)
                                + "; it wants an index.",
                "",
                table.bytes(),
                statements.isEmpty() ? 0.5 : 0.8);
    }

    private static String rebuild(String index) {
        return "reindex index concurrently " + quoted(index);
    }

    private static String drop(String index) {
        return "drop index concurrently if exists " + quoted(index);
    }

    /** A name as SQL; those of the schema need no quotes. */
    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String size(long bytes) {
        return bytes < 1 << 20
                ? Math.max(1, bytes >> 10) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
