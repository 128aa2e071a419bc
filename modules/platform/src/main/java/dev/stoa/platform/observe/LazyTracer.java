package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import org.jspecify.annotations.Nullable;

/**
 * A tracer for code that starts spans itself. Within a request it makes the request's SERVER span
 * first and starts below it; outside of one its spans do nothing.
 */
final class LazyTracer implements Tracer {
    private static final Tracer NOTHING = TracerProvider.noop().get("dev.stoa");

    private final @Nullable Spans spans;

    LazyTracer(@Nullable Spans spans) {
        this.spans = spans;
    }

    @Override
    public SpanBuilder spanBuilder(String name) {
        RequestTrace trace = Work.currentTrace();
        if (spans == null || !trace.isReal() || trace.isEnded()) {
            return NOTHING.spanBuilder(name);
        }
        return new ChildBuilder(spans.tracer().spanBuilder(name), trace.server());
    }
}
