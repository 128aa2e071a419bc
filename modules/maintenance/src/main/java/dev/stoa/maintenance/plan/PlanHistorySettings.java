package dev.stoa.maintenance.plan;

import dev.stoa.platform.config.Setting;
import java.util.List;

/** What can be set about plans and tables. */
public final class PlanHistorySettings {
    public static final Setting<Integer> LARGE_ROWS =
            Setting.number(
                    "maintenance.tables.large-rows",
                    1,
                    Integer.MAX_VALUE,
                    10_000,
                    "From how many rows on a table is not to be read from its begin to its end.");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(LARGE_ROWS);

    private PlanHistorySettings() {}
}
