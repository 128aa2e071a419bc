package dev.stoa.maintenance.history;

import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.observe.RouteFigures;
import java.time.Instant;

/**
 * A moment in few numbers, so that a day of them takes little memory.
 *
 * @param requests of clients
 * @param failures of these
 * @param late of these
 * @param hits of all caches
 * @param misses of all caches
 */
public record Sum(Instant at, long requests, long failures, long late, long hits, long misses) {
    static Sum of(Moment moment) {
        RouteFigures all =
                moment.routes().values().stream()
                        .reduce(RouteFigures.none("all"), RouteFigures::and);
        return new Sum(
                moment.at(),
                all.requests(),
                all.failures(),
                all.late(),
                moment.caches().values().stream().mapToLong(CacheStats::hits).sum(),
                moment.caches().values().stream().mapToLong(CacheStats::misses).sum());
    }

    /** What came after {@code earlier}. */
    public Sum since(Sum earlier) {
        return new Sum(
                at,
                requests - earlier.requests,
                failures - earlier.failures,
                late - earlier.late,
                hits - earlier.hits,
                misses - earlier.misses);
    }
}
