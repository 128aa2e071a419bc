package dev.stoa.maintenance.history;

import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.observe.RouteFigures;
import dev.stoa.platform.observe.StatementTotals;
import dev.stoa.platform.sql.PoolWaits;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a node counted over some time.
 *
 * @param since when it began
 * @param length of it
 * @param routes asked in it, by name
 * @param caches all, by name
 * @param peakMillis of the longest request in it
 */
public record Stretch(
        Instant since,
        Duration length,
        List<RouteFigures> routes,
        StatementTotals statements,
        PoolWaits waits,
        List<CacheUse> caches,
        double peakMillis) {
    public Stretch {
        routes = List.copyOf(routes);
        caches = List.copyOf(caches);
    }

    static Stretch between(Moment from, Moment to, double peakMillis) {
        return new Stretch(
                from.at(),
                Duration.between(from.at(), to.at()),
                to.routes().values().stream()
                        .map(route -> since(from, route))
                        .filter(route -> route.requests() > 0)
                        .sorted(Comparator.comparing(RouteFigures::route))
                        .toList(),
                to.statements().since(from.statements()),
                to.waits().since(from.waits()),
                to.caches().values().stream()
                        .map(cache -> since(from, cache))
                        .sorted(Comparator.comparing(CacheUse::name))
                        .toList(),
                peakMillis);
    }

    private static RouteFigures since(Moment from, RouteFigures route) {
        return Optional.ofNullable(from.routes().get(route.route()))
                .map(route::since)
                .orElse(route);
    }

    private static CacheUse since(Moment from, CacheStats cache) {
        return Optional.ofNullable(from.caches().get(cache.name()))
                .map(earlier -> CacheUse.between(earlier, cache))
                .orElseGet(() -> CacheUse.all(cache));
    }

    /** All routes together. */
    public RouteFigures requests() {
        return routes.stream().reduce(RouteFigures.none("all"), RouteFigures::and);
    }

    /** Seconds it lasted, at least a tenth of one. */
    public double seconds() {
        return Math.max(0.1, length.toMillis() / 1e3);
    }
}
