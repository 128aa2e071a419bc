package dev.stoa.platform.observe;

import dev.stoa.platform.config.Settings;
import java.util.List;

/** The steps of slowness of a statement, each a number of nanoseconds above the one before. */
record SlowLadder(long record, long warn, long slow, long page) {
    /** Names of the steps, from the least. */
    static final List<String> LEVELS = List.of("record", "warn", "slow", "page");

    SlowLadder {
        if (record >= warn || warn >= slow || slow >= page) {
            throw new IllegalArgumentException(
                    "database.slow.record, warn, slow and page must rise");
        }
    }

    static SlowLadder of(Settings settings) {
        return new SlowLadder(
                settings.get(ObserveSettings.SLOW_RECORD).toNanos(),
                settings.get(ObserveSettings.SLOW_WARN).toNanos(),
                settings.get(ObserveSettings.SLOW_SLOW).toNanos(),
                settings.get(ObserveSettings.SLOW_PAGE).toNanos());
    }

    /** The highest step that {@code nanos} reached, an index into {@link #LEVELS}; -1 for none. */
    int step(long nanos) {
        if (nanos < record) {
            return -1;
        }
        if (nanos < warn) {
            return 0;
        }
        if (nanos < slow) {
            return 1;
        }
        return nanos < page ? 2 : 3;
    }
}
