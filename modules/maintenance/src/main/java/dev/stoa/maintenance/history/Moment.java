package dev.stoa.maintenance.history;

import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.observe.RouteFigures;
import dev.stoa.platform.observe.StatementTotals;
import dev.stoa.platform.sql.PoolWaits;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that a node counted from its start to one moment.
 *
 * @param routes by name
 * @param statements all together
 * @param waits for connections
 * @param caches by name
 */
public record Moment(
        Instant at,
        Map<String, RouteFigures> routes,
        StatementTotals statements,
        PoolWaits waits,
        Map<String, CacheStats> caches) {
    static Moment now(Platform platform) {
        return new Moment(
                platform.clock().instant(),
                platform.observability().traffic().routes().stream()
                        .collect(Collectors.toMap(RouteFigures::route, Function.identity())),
                platform.observability().statements().totals(),
                platform.database().waits(),
                platform.caches().stats().stream()
                        .collect(Collectors.toMap(CacheStats::name, Function.identity())));
    }

    /** Before anything was counted. */
    static Moment start(Instant at) {
        return new Moment(
                at,
                Map.of(),
                new StatementTotals(0, 0, 0),
                new PoolWaits(0, 0, 0, Map.of()),
                Map.of());
    }
}
