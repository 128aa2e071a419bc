package dev.stoa.forum.imports;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an import did, for each kind of row in the order of the work. */
public record ImportReport(Map<String, Count> kinds) {
    public ImportReport {
        kinds = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }

    /** Rows added by this import, of all kinds. */
    public long stored() {
        return kinds.values().stream().mapToLong(Count::stored).sum();
    }

    /** What it did for one kind; nothing for a kind the dump lacks. */
    public Count of(String kind) {
        return kinds.getOrDefault(kind, new Count(0, 0, 0, Map.of()));
    }

    /**
     * Rows of one kind.
     *
     * @param read rows of that kind in the dump
     * @param stored of them, added by this import
     * @param existing of them, there already
     * @param skipped of them, not taken, by reason
     */
    public record Count(long read, long stored, long existing, Map<String, Long> skipped) {
        public Count {
            skipped = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        }
    }
}
