package dev.stoa.maintenance.index;

import dev.stoa.maintenance.index.Advice.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would be better about tables: their empty space, their foreign keys, how they are read. */
final class TableAdvice {
    private static final double BLOATED = 0.5;
    private static final long SCANS = 3;

    private final long large;
    private final long leastBloat;

    /**
     * @param large rows from which on a table is not to be read as a whole
     * @param leastBloat bytes that must be wasted
     */
    TableAdvice(long large, long leastBloat) {
        this.large = large;
        this.leastBloat = leastBloat;
    }

    /**
     * @param before an earlier look; scans are told of the time since
     */
    List<Advice> of(IndexLook look, Optional<IndexLook> before) {
        List<Advice> all = new ArrayList<>();
        all.addAll(bloated(look));
        all.addAll(foreignKeys(look));
        before.ifPresent(earlier -> all.addAll(scans(look, earlier)));
        return all;
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
                                            IndexAnalysis.size(bloat.bytes()),
                                            IndexAnalysis.size(bloat.wasted()),
                                            100 * bloat.share()),
                            bloat.isIndex()
                                    ? "Rebuild it beside the traffic: apply this advice."
                                    : "Have it vacuumed more often (POST /database/optimize with vacuum); only VACUUM"
                                            + " FULL or pg_repack gives the space back.",
                            bloat.isIndex() ? Ddl.rebuild(bloat.name()) : "",
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
}
