package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import io.prometheus.client.exemplars.Exemplar;
import io.prometheus.client.exemplars.ExemplarSampler;
import org.jspecify.annotations.Nullable;

/**
 * Points latency buckets at traces that are kept, so that no exemplar leads nowhere; one for each
 * bucket every few seconds. The library's own sampler would read the clock for every request.
 */
final class TraceExemplars implements ExemplarSampler {
    private static final long INTERVAL_MILLIS = 7_000;

    @Override
    public @Nullable Exemplar sample(double increment, @Nullable Exemplar previous) {
        return null;
    }

    @Override
    public @Nullable Exemplar sample(
            double value, double from, double to, @Nullable Exemplar previous) {
        RequestTrace trace = Work.currentTrace();
        if (!trace.isKept()) {
            return null;
        }
        long now = System.currentTimeMillis();
        if (previous != null && now - previous.getTimestampMs() < INTERVAL_MILLIS) {
            return null;
        }
        return new Exemplar(value, now, "trace_id", trace.traceId(), "span_id", trace.spanId());
    }
}
