package dev.stoa.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run in the history.
 *
 * @param trigger {@code schedule} or {@code manual}
 * @param endedAt null while it runs
 * @param details what it counted, as the text of a JSON object of numbers
 * @param error what went wrong, null for nothing
 */
public record JobRecord(
        long id,
        String job,
        String node,
        String trigger,
        JobStatus status,
        Instant startedAt,
        @Nullable Instant endedAt,
        String details,
        @Nullable String error) {
    /** How long it took; null while it runs. */
    public @Nullable Duration took() {
        return endedAt == null ? null : Duration.between(startedAt, endedAt);
    }
}
