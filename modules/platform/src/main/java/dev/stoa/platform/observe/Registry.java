package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metrics of one node and their two text formats. */
// The simpleclient registry is deprecated, but Helidon 4.1's metrics know no other.
@SuppressWarnings("deprecation")
final class Registry {
    static final int MOST_SERIES = 1_000;

    private final CollectorRegistry collectors = new CollectorRegistry();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(
                    PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM, new TraceExemplars());
    private final CountHistogram statements = new CountHistogram();

    private static final List<String> OF_THE_PROCESS =
            List.of("jvm.", "process.", "system.", "stoa.build.");

    /**
     * @param monitoring off: nothing but the process itself, which is looked at when scraped
     */
    Registry(Switch monitoring) {
        if (monitoring == Switch.OFF) {
            meters.config().meterFilter(MeterFilter.denyUnless(Registry::isOfTheProcess));
        } else {
            statements.register(collectors);
        }
        meters.config()
                .meterFilter(MeterFilter.ignoreTags("scope"))
                // Names that Prometheus' own linter refuses.
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"))
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(new Buckets())
                .meterFilter(new SeriesCap(MOST_SERIES));
    }

    private static boolean isOfTheProcess(Meter.Id id) {
        return OF_THE_PROCESS.stream().anyMatch(id.getName()::startsWith);
    }

    MeterRegistry meters() {
        return meters;
    }

    CountHistogram statements() {
        return statements;
    }

    /** What a scraper that accepts {@code accept} gets. */
    Scrape scrape(@Nullable String accept) {
        String type = TextFormat.chooseContentType(accept);
        StringWriter text = new StringWriter(64 * 1024);
        try {
            TextFormat.writeFormat(
                    type,
                    text,
                    Collections.enumeration(
                            Collections.list(collectors.metricFamilySamples()).stream()
                                    .map(Registry::plainCounts)
                                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(type, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Prometheus 2.42 refuses a whole scrape for one exemplar on a {@code _count}. */
    private static Collector.MetricFamilySamples plainCounts(Collector.MetricFamilySamples family) {
        List<Collector.MetricFamilySamples.Sample> samples =
                family.samples.stream().map(Registry::plainCount).toList();
        return new Collector.MetricFamilySamples(
                family.name, family.unit, family.type, family.help, samples);
    }

    private static Collector.MetricFamilySamples.Sample plainCount(
            Collector.MetricFamilySamples.Sample sample) {
        return sample.exemplar == null || !sample.name.endsWith("_count")
                ? sample
                : new Collector.MetricFamilySamples.Sample(
                        sample.name, sample.labelNames, sample.labelValues, sample.value);
    }
}
