package dev.stoa.maintenance.activity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits for a lock.
 *
 * @param kind relation, transactionid, tuple, virtualxid ...
 * @param relation the table or index; null where it is about none
 * @param mode that it wants, e.g. AccessExclusiveLock
 * @param since when the wait began; null in its first moment
 * @param statement name of a statement of ours; null for another's
 * @param blockedBy pids that hold it, or wait in front
 * @param blockers names of these pids' statements of ours, in the same order; null for another's
 */
record LockWait(
        long pid,
        String kind,
        @Nullable String relation,
        String mode,
        @Nullable Instant since,
        @Nullable String statement,
        List<Long> blockedBy,
        List<@Nullable String> blockers) {}
