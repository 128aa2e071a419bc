package dev.stoa.maintenance.optimization;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for, and how far it is.
 *
 * @param actions that were asked for, as a JSON list
 * @param tables that were named, as a JSON list; empty for all
 * @param status {@code planned} for a dry run, {@code pending}, {@code running}, {@code succeeded}
 *     or {@code failed}
 */
record Optimization(
        long id,
        String actions,
        String tables,
        String status,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<Step> steps) {
    Optimization {
        steps = List.copyOf(steps);
    }

    Optimization with(List<Step> all) {
        return new Optimization(id, actions, tables, status, requestedAt, startedAt, endedAt, all);
    }
}
