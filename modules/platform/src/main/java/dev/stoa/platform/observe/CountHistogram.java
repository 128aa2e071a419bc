package dev.stoa.platform.observe;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Statements per request by route, as a histogram of small whole numbers. Not one of Micrometer's,
 * because theirs refuse a bucket for 0, the very one that tells answers that asked the database
 * nothing.
 */
final class CountHistogram extends Collector {
    /** Upper edges of the buckets. */
    static final int[] EDGES = {0, 1, 2, 3, 5, 8, 13, 21, 50};

    private static final String NAME = "stoa_http_statements";
    private static final List<String> LABELS = List.of("route");
    private static final List<String> BUCKET_LABELS = List.of("route", "le");

    private final ConcurrentHashMap<List<String>, Series> series = new ConcurrentHashMap<>();

    /** The series of one route; made when first asked for. */
    Series series(String route) {
        return series.computeIfAbsent(List.of(route), _ -> new Series());
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        series.forEach((labels, counted) -> counted.collect(labels, samples));
        return List.of(
                new MetricFamilySamples(
                        NAME, Type.HISTOGRAM, "Statements that a request ran", samples));
    }

    private static MetricFamilySamples.Sample bucket(List<String> labels, String le, long count) {
        return new MetricFamilySamples.Sample(
                NAME + "_bucket", BUCKET_LABELS, List.of(labels.getFirst(), le), count);
    }

    /** The counts of one route. */
    static final class Series {
        private final LongAdder[] buckets = new LongAdder[EDGES.length + 1];
        private final LongAdder sum = new LongAdder();

        private Series() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void record(int count) {
            int bucket = 0;
            while (bucket < EDGES.length && count > EDGES[bucket]) {
                bucket++;
            }
            buckets[bucket].increment();
            sum.add(count);
        }

        private void collect(List<String> labels, List<MetricFamilySamples.Sample> samples) {
            long total = 0;
            for (int i = 0; i < EDGES.length; i++) {
                total += buckets[i].sum();
                samples.add(bucket(labels, doubleToGoString(EDGES[i]), total));
            }
            total += buckets[EDGES.length].sum();
            samples.add(bucket(labels, "+Inf", total));
            samples.add(new MetricFamilySamples.Sample(NAME + "_count", LABELS, labels, total));
            samples.add(new MetricFamilySamples.Sample(NAME + "_sum", LABELS, labels, sum.sum()));
        }
    }
}
