package dev.stoa.platform.observe;

import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.List;

/** What of the instrumentation can be set, beside the common settings of tracing and logs. */
public final class ObserveSettings {
    public static final Setting<Boolean> ENABLED =
            Setting.flag(
                    "monitoring.enabled",
                    true,
                    "Whether requests, statements and the pool are measured and traced; without it"
                            + " none of them is, and none of that costs anything.");
    public static final Setting<Duration> SLOW_REQUEST =
            Setting.duration(
                    "monitoring.slow-request", "1s", "Requests longer than this are slow ones.");
    public static final Setting<Duration> LATENCY_OBJECTIVE =
            Setting.duration(
                    "monitoring.latency-objective",
                    "50ms",
                    "95 of 100 requests are meant to be answered within this.");
    public static final Setting<Duration> TRACING_SLOW =
            Setting.duration(
                    "tracing.slow",
                    "1s",
                    "A request as long as this keeps its trace, sampled or not.");
    public static final Setting<Duration> SLOW_RECORD =
            Setting.duration(
                    "database.slow.record",
                    "50ms",
                    "Statements as long as this are counted as slow.");
    public static final Setting<Duration> SLOW_WARN =
            Setting.duration("database.slow.warn", "100ms", "Second step of slow statements.");
    public static final Setting<Duration> SLOW_SLOW =
            Setting.duration("database.slow.slow", "1s", "Third step of slow statements.");
    public static final Setting<Duration> SLOW_PAGE =
            Setting.duration("database.slow.page", "5s", "Fourth step: someone is paged.");

    private ObserveSettings() {}

    /** All of them, in the order of the documented file. */
    public static List<Setting<?>> all() {
        return List.of(
                ENABLED,
                SLOW_REQUEST,
                LATENCY_OBJECTIVE,
                TRACING_SLOW,
                SLOW_RECORD,
                SLOW_WARN,
                SLOW_SLOW,
                SLOW_PAGE);
    }
}
