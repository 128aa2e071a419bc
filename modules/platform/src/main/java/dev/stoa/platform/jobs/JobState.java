package dev.stoa.platform.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the nodes of a database know it.
 *
 * @param schedule in words
 * @param nextAt when it is due; of old while it runs
 * @param isRunning whether a node is at it
 * @param lastSuccessAt end of its last run that succeeded, null for none
 * @param lastRun its newest run, null for none
 */
public record JobState(
        String name,
        String schedule,
        Instant nextAt,
        boolean isRunning,
        @Nullable Instant lastSuccessAt,
        @Nullable JobRecord lastRun) {}
