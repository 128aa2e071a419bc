package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Where the time of a route's requests went; plain sums, no buckets. */
final class RoutePhases {
    private final LongAdder requests = new LongAdder();
    private final LongAdder database = new LongAdder();
    private final LongAdder cache = new LongAdder();
    private final LongAdder serialize = new LongAdder();
    private final LongAdder other = new LongAdder();

    RoutePhases(String route, MeterRegistry meters) {
        register("db", database, route, meters);
        register("cache", cache, route, meters);
        register("serialize", serialize, route, meters);
        register("other", other, route, meters);
    }

    private void register(String phase, LongAdder nanos, String route, MeterRegistry meters) {
        FunctionTimer.builder(
                        "stoa.http.phase",
                        nanos,
                        _ -> requests.sum(),
                        LongAdder::doubleValue,
                        TimeUnit.NANOSECONDS)
                .description("Where the time of requests went")
                .tags("route", route, "phase", phase)
                .register(meters);
    }

    /** Notes a request of {@code nanos}; waiting for a connection counts as database. */
    void record(long nanos, Work work) {
        long inDatabase = work.databaseNanos() + work.poolNanos();
        long inCache = work.cacheNanos();
        long serializing = work.serializeNanos();
        requests.increment();
        database.add(inDatabase);
        cache.add(inCache);
        serialize.add(serializing);
        // Phases of forked threads overlap, so their sum may exceed the request's time.
        other.add(Math.max(0, nanos - inDatabase - inCache - serializing));
    }
}
