package dev.stoa.forum.imports;

import java.util.LinkedHashMap;
import java.util.Map;

/** A report in the making; begun anew by each attempt at the import. */
final class Tally {
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private static final class Line {
        private long read;
        private long stored;
        private final Map<String, Long> skipped = new LinkedHashMap<>();
    }

    void read(String kind, long rows) {
        line(kind).read += rows;
    }

    void stored(String kind, long rows) {
        line(kind).stored += rows;
    }

    void skipped(String kind, String reason, long rows) {
        if (rows > 0) {
            line(kind).skipped.merge(reason, rows, Long::sum);
        }
    }

    private Line line(String kind) {
        return lines.computeIfAbsent(kind, _ -> new Line());
    }

    ImportReport report() {
        Map<String, ImportReport.Count> kinds = new LinkedHashMap<>();
        lines.forEach(
                (kind, line) -> {
                    long skipped = line.skipped.values().stream().mapToLong(Long::longValue).sum();
                    kinds.put(
                            kind,
                            new ImportReport.Count(
                                    line.read,
                                    line.stored,
                                    line.read - line.stored - skipped,
                                    line.skipped));
                });
        return new ImportReport(kinds);
    }
}
