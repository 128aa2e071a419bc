package dev.stoa.maintenance.index;

import dev.stoa.maintenance.index.Advice.Action;
import dev.stoa.platform.sql.IndexDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What would be better about the indexes there are, and those that the schema wants. */
final class IndexAdvice {
    private static final long MANY_WRITES = 1_000;

    private final long large;
    private final Duration unusedAfter;

    /**
     * @param large rows from which on a table's unused index matters
     * @param unusedAfter how long the server must have counted
     */
    IndexAdvice(long large, Duration unusedAfter) {
        this.large = large;
        this.unusedAfter = unusedAfter;
    }

    List<Advice> of(IndexLook look) {
        List<Advice> all = new ArrayList<>();
        all.addAll(missing(look));
        all.addAll(invalid(look));
        List<Advice> duplicates = duplicates(look);
        all.addAll(duplicates);
        all.addAll(unused(look, duplicates));
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
                            isKept ? Ddl.rebuild(index.name()) : Ddl.drop(index.name()),
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
                                IndexAnalysis.size(spare.bytes()),
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
                                IndexAnalysis.size(index.bytes()),
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
        return look.isExpected(index.name()) || index.hasConstraint() ? "" : Ddl.drop(index.name());
    }
}
