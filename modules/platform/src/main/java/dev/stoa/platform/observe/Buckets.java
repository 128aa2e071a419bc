package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.List;
import java.util.Set;

/** Gives latency metrics the buckets that thresholds stand on, and nothing else any. */
final class Buckets implements MeterFilter {
    /** In milliseconds. */
    static final List<Double> LATENCIES_MS =
            List.of(
                    0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 75.0, 100.0, 250.0, 500.0, 1e3, 2.5e3,
                    5e3);

    /** In seconds. */
    static final List<Double> JOBS_S =
            List.of(0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0);

    private static final double[] NANOS = nanos(LATENCIES_MS, 1e6);

    /** How many buckets latencies have, the one without an edge apart. */
    static final int LATENCY_EDGES = NANOS.length;

    private static final double[] JOB_NANOS = nanos(JOBS_S, 1e9);
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

    private static double[] nanos(List<Double> edges, double unit) {
        return edges.stream().mapToDouble(edge -> edge * unit).toArray();
    }
}
