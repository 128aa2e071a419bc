package dev.stoa.platform.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the nodes of a database know it.
 *
 * @param schedule in words: the override where there is one, else as declared
 * @param declared the schedule that the code gives it, in words
 * @param purpose what it may be asked for beside its schedule; empty for nothing
 * @param isEnabled whether it runs by its schedule
 * @param version of what somebody set, 0 while nobody has
 * @param nextAt when it is due; of old while it runs, null for one that is not enabled
 * @param isRunning whether a node is at it
 * @param lastSuccessAt end of its last run that succeeded, null for none
 * @param lastRun its newest run, null for none
 */
public record JobState(
        String name,
        String schedule,
        String declared,
        String purpose,
        boolean isEnabled,
        int version,
        @Nullable Instant nextAt,
        boolean isRunning,
        @Nullable Instant lastSuccessAt,
        @Nullable JobRecord lastRun) {}
