package dev.stoa.platform.observe;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import io.helidon.tracing.providers.opentelemetry.HelidonOpenTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traces of a node. Without an exporter they are ids for answers and logs, and cost nothing.
 */
public final class Tracing implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration EXPORT = Duration.ofSeconds(5);

    private final double ratio;
    private final @Nullable Spans spans;
    private final Tracer tracer;

    private Tracing(double ratio, @Nullable Spans spans) {
        this.ratio = ratio;
        this.spans = spans;
        this.tracer = new LazyTracer(spans);
    }

    static Tracing of(Settings settings, String version, MeterRegistry meters) {
        double ratio = settings.get(PlatformSettings.TRACING_SAMPLE_RATIO);
        if (!settings.has(PlatformSettings.OTLP_ENDPOINT) || Switch.of(settings) == Switch.OFF) {
            return new Tracing(ratio, null);
        }
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint(settings.get(PlatformSettings.OTLP_ENDPOINT)))
                        .setConnectTimeout(CONNECT)
                        .setTimeout(EXPORT)
                        // A batch that failed is counted; trying again would fill the queue.
                        .setRetryPolicy(null)
                        .build();
        Attributes attributes =
                Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "stoa",
                        AttributeKey.stringKey("service.version"),
                        version);
        return new Tracing(
                ratio,
                new Spans(
                        new SpanExport(exporter, EXPORT.plusSeconds(1), meters),
                        Resource.getDefault().merge(Resource.create(attributes)),
                        settings.get(ObserveSettings.TRACING_SLOW).toNanos()));
    }

    private static String endpoint(String base) {
        return base.endsWith("/v1/traces") ? base : base.replaceAll("/+$", "") + "/v1/traces";
    }

    /**
     * The trace of a request that begins now.
     *
     * @param route the template, or {@link Signals#UNMATCHED}
     * @param path as asked, without the query
     * @param traceparent the request's W3C header; null or malformed begins a new trace
     */
    public RequestTrace request(
            String method, String route, String path, @Nullable String traceparent) {
        return RequestTrace.of(method, route, path, TraceParent.parse(traceparent), ratio, spans);
    }

    /** The trace of a run of a job that begins now; its root is the run's own span. */
    public RequestTrace job(String name) {
        return RequestTrace.of("", name, "", null, ratio, spans);
    }

    /** For code that starts spans itself: they are children of the request's SERVER span. */
    public Tracer tracer() {
        return tracer;
    }

    /** Makes this Helidon's tracer; a process has one, so the first node wins. */
    void makeGlobal() {
        if (spans == null) {
            return;
        }
        OpenTelemetry telemetry =
                OpenTelemetrySdk.builder()
                        .setTracerProvider(spans.provider())
                        .setPropagators(
                                ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                        .build();
        io.helidon.tracing.Tracer.global(HelidonOpenTelemetry.create(telemetry, tracer, Map.of()));
    }

    @Override
    public void close() {
        if (spans != null) {
            spans.close();
        }
    }
}
