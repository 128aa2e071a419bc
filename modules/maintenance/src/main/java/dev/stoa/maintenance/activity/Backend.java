package dev.stoa.maintenance.activity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to this database, without what others wrote in their SQL.
 *
 * @param application as it calls itself
 * @param state active, idle, idle in transaction ...
 * @param statement name of a statement of ours; null for another's
 * @param command first word of its SQL, lower case; null for none
 * @param waitsFor what it waits for, kind and event; null for nothing
 * @param connectedAt when it came
 * @param transactionAt begin of its transaction; null outside of one
 * @param statementAt begin of its current or latest statement; null for none yet
 * @param blockedBy pids that hold what it waits for
 */
record Backend(
        long pid,
        String application,
        String state,
        @Nullable String statement,
        @Nullable String command,
        @Nullable String waitsFor,
        Instant connectedAt,
        @Nullable Instant transactionAt,
        @Nullable Instant statementAt,
        List<Long> blockedBy) {
    Backend {
        blockedBy = List.copyOf(blockedBy);
    }
}
