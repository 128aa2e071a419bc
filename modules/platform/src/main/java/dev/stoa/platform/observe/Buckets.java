package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Gives latency metrics the buckets that thresholds stand on, and nothing else any. */
final class Buckets implements MeterFilter {
    private static final double[] NANOS =
            DoubleStream.of(0.5, 1, 2, 5, 10, 20, 50, 75, 100, 250, 500, 1000, 2500, 5000)
                    .map(ms -> ms * 1_000_000)
                    .toArray();

    /** How many buckets latencies have, the one without an edge apart. */
    static final int LATENCY_EDGES = NANOS.length;

    private static final double[] JOB_NANOS =
            DoubleStream.of(0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300)
                    .map(seconds -> seconds * 1e9)
                    .toArray();
    private static final String JOBS = "stoa.job.duration";
    private static final Set<String> LATENCIES =
            Set.of(
                    "http.server.request.duration",
                    "db.client.operation.duration",
                    "stoa.cache.load",
                    "stoa.pool.wait",
                    "stoa.database.probe",
                    "hikaricp.connections.acquire",
                    "hikaricp.connections.usage",
                    "hikaricp.connections.creation");

    /** The upper edge of a bucket of latencies, in milliseconds. */
    static double edgeMillis(int bucket) {
        return NANOS[bucket] / 1e6;
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        boolean isJob = id.getName().equals(JOBS);
        if (!isJob && !LATENCIES.contains(id.getName())) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .percentiles()
                .percentilesHistogram(false)
                .serviceLevelObjectives(isJob ? JOB_NANOS : NANOS)
                .build()
                .merge(config);
    }
}
