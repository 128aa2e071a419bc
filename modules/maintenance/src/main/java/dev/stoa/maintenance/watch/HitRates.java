package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.history.CacheUse;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.history.Stretch;
import java.util.List;
import java.util.Set;

/** Finds caches that seldom have what is asked for, and whether size or TTL is why. */
final class HitRates implements Examiner {
    static final String KIND = "cache-hit-rate-low";

    private static final long LEAST = 100;
    static final double RATE = 0.6;

    private final History history;

    HitRates(History history) {
        this.history = history;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Cadence cadence() {
        return Cadence.NODE_MINUTE;
    }

    @Override
    public List<Finding> examine() {
        Stretch lately = history.lately();
        return lately.caches().stream()
                .filter(cache -> cache.requests() >= LEAST && cache.hitRate() < RATE)
                .map(cache -> finding(cache, lately))
                .toList();
    }

    private static Finding finding(CacheUse cache, Stretch lately) {
        return new Finding(
                KIND,
                cache.name(),
                "%s of %d requests in %s were answered from memory."
                        .formatted(
                                Words.percent(cache.hitRate()),
                                cache.requests(),
                                Words.time(lately.length())),
                advice(cache),
                Words.confidence(cache.requests(), LEAST),
                Evidence.of(
                        json -> {
                            json.writeNumberField("requests", cache.requests());
                            json.writeNumberField("hits", cache.hits());
                            json.writeNumberField("evictions", cache.evictions());
                            json.writeNumberField("loadsInVain", cache.inVain());
                            json.writeNumberField("entries", cache.now().entries());
                            json.writeNumberField("maxEntries", cache.now().maxEntries());
                            json.writeNumberField("ttlSeconds", cache.now().ttl().toSeconds());
                        }));
    }

    /** What leaves for want of room would have been there; what came back as it was, too. */
    private static String advice(CacheUse cache) {
        String key = "cache." + cache.name();
        if (cache.evictions() * 4 > cache.misses()) {
            return "It is too small: raise %s.max-entries above %d, or cache.local.max-bytes."
                    .formatted(key, cache.now().maxEntries());
        }
        if (cache.inVain() * 4 > cache.misses()) {
            return "Its entries expire unchanged: raise %s.ttl above %d s."
                    .formatted(key, cache.now().ttl().toSeconds());
        }
        return "Its keys seldom come again, or change as often as they are read: neither %s.ttl nor"
                        .formatted(key)
                + " its size will help much; see which keys are asked for.";
    }
}
