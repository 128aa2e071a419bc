package dev.stoa.maintenance.finding;

import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of findings. */
public final class FindingSettings {
    public static final Setting<Duration> MONITOR_INTERVAL =
            Setting.duration(
                    "maintenance.monitor-interval",
                    "1m",
                    "How often each node looks at what it counted.");

    public static final Setting<Duration> KEEP =
            Setting.duration(
                    "maintenance.findings.keep",
                    "2160h",
                    "How long findings are kept once they are over.");

    private FindingSettings() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return List.of(MONITOR_INTERVAL, KEEP);
    }
}
