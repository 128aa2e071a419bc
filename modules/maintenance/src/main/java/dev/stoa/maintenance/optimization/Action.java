package dev.stoa.maintenance.optimization;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be asked for. */
enum Action {
    ANALYZE,
    VACUUM,
    REINDEX,
    CREATE_MISSING_INDEXES,
    REFRESH_RANKING,
    ENSURE_PARTITIONS;

    /** As in requests, answers and the table; of the last two also the purpose of a job. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Action of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Action::word).toList();
    }
}
