package dev.stoa.maintenance.index;

import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.List;

/** What can be set about index analysis. */
public final class IndexSettings {
    public static final Setting<Duration> UNUSED_AFTER =
            Setting.duration(
                    "maintenance.indexes.unused-after",
                    "7d",
                    "How long the server must have counted before an index that was never read is called unused.");
    public static final Setting<Long> BLOAT_BYTES =
            Setting.bytes(
                    "maintenance.bloat.least",
                    "10MiB",
                    "How much of a table or an index must be empty before it is called bloated.");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(UNUSED_AFTER, BLOAT_BYTES);

    private IndexSettings() {}
}
