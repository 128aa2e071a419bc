package dev.stoa.maintenance.optimization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of an optimisation.
 *
 * @param position from 1
 * @param subject table, index or job that it is about
 * @param statement SQL that it runs; empty where it has a job run
 * @param status {@code planned}, {@code pending}, {@code running}, {@code succeeded}, {@code
 *     failed} or {@code skipped}
 * @param attempts how often it was begun
 * @param error why it failed or was skipped, null for neither
 */
record Step(
        int position,
        Action action,
        String subject,
        String statement,
        String status,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String error) {
    static Step planned(Action action, String subject, String statement) {
        return new Step(0, action, subject, statement, "planned", 0, null, null, null);
    }

    static Step skipped(Action action, String why) {
        return new Step(0, action, "", "", "skipped", 0, null, null, why);
    }
}
