package dev.stoa.maintenance.index;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An index that somebody had built, dropped or rebuilt.
 *
 * @param action create, drop or rebuild
 * @param status pending, running, succeeded or failed
 * @param attempts begun so far
 */
record IndexBuild(
        long id,
        String action,
        String index,
        String table,
        String ddl,
        String status,
        int attempts,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String error) {}
