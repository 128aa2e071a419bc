package dev.stoa.platform.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Builds a span below a request's SERVER span. Helidon's tracer sets the thread's context as parent
 * of every span; where that holds no span of this trace, the SERVER span takes its place.
 */
final class ChildBuilder implements SpanBuilder {
    private final SpanBuilder builder;
    private final Span server;

    ChildBuilder(SpanBuilder builder, Span server) {
        this.builder = builder;
        this.server = server;
        setParent(Context.current());
    }

    @Override
    public SpanBuilder setParent(Context context) {
        String trace = Span.fromContext(context).getSpanContext().getTraceId();
        boolean ours = trace.equals(server.getSpanContext().getTraceId());
        builder.setParent(ours ? context : context.with(server));
        return this;
    }

    /** Within a request nothing is without a parent. */
    @Override
    public SpanBuilder setNoParent() {
        builder.setParent(Context.root().with(server));
        return this;
    }

    @Override
    public SpanBuilder addLink(SpanContext context) {
        builder.addLink(context);
        return this;
    }

    @Override
    public SpanBuilder addLink(SpanContext context, Attributes attributes) {
        builder.addLink(context, attributes);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, @Nullable String value) {
        builder.setAttribute(key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, long value) {
        builder.setAttribute(key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, double value) {
        builder.setAttribute(key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, boolean value) {
        builder.setAttribute(key, value);
        return this;
    }

    @Override
    public <T> SpanBuilder setAttribute(AttributeKey<T> key, @Nullable T value) {
        builder.setAttribute(key, value);
        return this;
    }

    @Override
    public SpanBuilder setSpanKind(SpanKind kind) {
        builder.setSpanKind(kind);
        return this;
    }

    @Override
    public SpanBuilder setStartTimestamp(long startTimestamp, TimeUnit unit) {
        builder.setStartTimestamp(startTimestamp, unit);
        return this;
    }

    @Override
    public Span startSpan() {
        return builder.startSpan();
    }
}
