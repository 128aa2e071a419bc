package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.history.CacheUse;
import dev.stoa.maintenance.history.History;
import java.util.List;
import java.util.Set;

/**
 * Finds caches that would answer more from memory with a longer TTL: a load that brings back what
 * had expired as it was would have been a hit. What it knows is what the node that looks counted
 * since its start.
 */
final class CacheTtls implements Examiner {
    static final String KIND = "cache-ttl-short";

    private static final long LEAST = 100;

    /** Points of hit rate to gain, 0 to 1. */
    private static final double GAIN = 0.02;

    private final History history;

    CacheTtls(History history) {
        this.history = history;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Cadence cadence() {
        return Cadence.MONTH;
    }

    @Override
    public List<Finding> examine() {
        return history.all().caches().stream()
                .filter(cache -> cache.requests() >= LEAST && gain(cache) >= GAIN)
                .map(CacheTtls::finding)
                .toList();
    }

    private static double gain(CacheUse cache) {
        return (double) cache.inVain() / cache.requests();
    }

    private static Finding finding(CacheUse cache) {
        long ttl = cache.now().ttl().toSeconds();
        return new Finding(
                KIND,
                cache.name(),
                "%d of %d misses loaded what had expired unchanged after %d s; the hit rate of %s would gain up to %s."
                        .formatted(
                                cache.inVain(),
                                cache.misses(),
                                ttl,
                                Words.percent(cache.hitRate()),
                                Words.percent(gain(cache))),
                "Raise cache.%s.ttl, to %d s for a start; what changes is made invalid at once all the same."
                        .formatted(cache.name(), 2 * Math.max(1, ttl)),
                Words.confidence(cache.requests(), LEAST),
                Evidence.of(
                        json -> {
                            json.writeNumberField("requests", cache.requests());
                            json.writeNumberField("misses", cache.misses());
                            json.writeNumberField("loadsInVain", cache.inVain());
                            json.writeNumberField("ttlSeconds", ttl);
                        }));
    }
}
