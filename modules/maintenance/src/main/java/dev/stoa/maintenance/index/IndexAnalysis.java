package dev.stoa.maintenance.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final IndexAdvice indexes;
    private final TableAdvice tables;

    /**
     * @param large rows from which on a table is not to be read as a whole
     * @param leastBloat bytes that must be wasted
     * @param unusedAfter how long the server must have counted
     */
    IndexAnalysis(long large, long leastBloat, Duration unusedAfter) {
        this.indexes = new IndexAdvice(large, unusedAfter);
        this.tables = new TableAdvice(large, leastBloat);
    }

    /**
     * All that would be better.
     *
     * @param before an earlier look; scans are told of the time since
     */
    List<Advice> advice(IndexLook look, Optional<IndexLook> before) {
        List<Advice> all = new ArrayList<>(indexes.of(look));
        all.addAll(tables.of(look, before));
        return all;
    }

    static String size(long bytes) {
        return bytes < 1 << 20
                ? Math.max(1, bytes >> 10) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
