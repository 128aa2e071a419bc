package dev.stoa.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody set of a job while nodes run.
 *
 * @param override the schedule they gave it, in words; null for none
 * @param isEnabled whether it runs by its schedule; asked for, it runs anyway
 */
record JobSettings(@Nullable String override, boolean isEnabled) {
    static final JobSettings NONE = new JobSettings(null, true);

    /** When a job that is not enabled is due. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    Schedule over(Schedule declared) {
        return override == null ? declared : Schedule.parse(override);
    }

    /** When a job that is declared so is due next. */
    Instant next(Schedule declared, Instant now) {
        return isEnabled ? over(declared).next(now) : NEVER;
    }

    /** How far its runs are apart; zero for one that is not enabled. */
    Duration interval(Schedule declared, Instant now) {
        return isEnabled ? over(declared).interval(now) : Duration.ZERO;
    }
}
