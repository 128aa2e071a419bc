package dev.stoa.maintenance.statement;

import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.List;

/** What can be set about slow statements. */
public final class StatementSettings {
    public static final Setting<Integer> PLANS =
            Setting.number(
                    "maintenance.plans.per-minute",
                    0,
                    60,
                    2,
                    "Plans a minute that are taken of a statement's slow runs; 0 takes none.");
    public static final Setting<Duration> KEEP =
            Setting.duration(
                    "maintenance.slow-statements.keep",
                    "14d",
                    "How long slow runs are kept in the database, in whole days.");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(PLANS, KEEP);

    private StatementSettings() {}
}
