package dev.stoa.platform.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.LongAdder;

/** What is counted about one cache; adders here, read by the registry when it is scraped. */
final class CacheSignals {
    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder sharedHits = new LongAdder();
    final LongAdder sharedMisses = new LongAdder();
    final LongAdder sharedStale = new LongAdder();
    final LongAdder sharedErrors = new LongAdder();
    final LongAdder stampedesAvoided = new LongAdder();
    final LongAdder inVain = new LongAdder();
    final Timer load;

    CacheSignals(String cache, LocalStore store, MeterRegistry meters) {
        requests(meters, cache, "local", "hit", hits);
        requests(meters, cache, "local", "miss", misses);
        requests(meters, cache, "local", "stale", stale);
        requests(meters, cache, "local", "error", errors);
        requests(meters, cache, "redis", "hit", sharedHits);
        requests(meters, cache, "redis", "miss", sharedMisses);
        requests(meters, cache, "redis", "stale", sharedStale);
        requests(meters, cache, "redis", "error", sharedErrors);
        FunctionCounter.builder("stoa.cache.stampedes.avoided", stampedesAvoided, LongAdder::sum)
                .description("Requests that waited for another's load instead of loading")
                .tag("cache", cache)
                .register(meters);
        FunctionCounter.builder("stoa.cache.evictions", store, LocalStore::evicted)
                .description("Entries that left memory for want of room")
                .tag("cache", cache)
                .register(meters);
        Gauge.builder("stoa.cache.entries", store, LocalStore::size)
                .description("Entries in memory")
                .tag("cache", cache)
                .register(meters);
        Gauge.builder("stoa.cache.bytes", store, LocalStore::bytes)
                .description("Bytes of memory the entries take, estimated")
                .tag("cache", cache)
                .register(meters);
        load =
                Timer.builder("stoa.cache.load")
                        .description("Loads of values from the source of record")
                        .tag("cache", cache)
                        .register(meters);
    }

    private static void requests(
            MeterRegistry meters, String cache, String tier, String result, LongAdder adder) {
        FunctionCounter.builder("stoa.cache.requests", adder, LongAdder::sum)
                .description("Reads of a cache by tier and result")
                .tags("cache", cache, "tier", tier, "result", result)
                .register(meters);
    }
}
