package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the spans of requests under way back until it is known whether their trace is kept. A span
 * that ends after its request is dropped and counted.
 */
final class TailBuffer implements SpanProcessor {
    private static final ScopedValue<RequestTrace> STARTING = ScopedValue.newInstance();
    private static final int MOST_SPANS = 512;

    private final ConcurrentHashMap<RequestTrace, Tail> tails = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Tail> open = new ConcurrentHashMap<>();
    // Ids of spans of kept traces that end when a plan has come.
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private final SpanExport export;

    TailBuffer(SpanExport export) {
        this.export = export;
    }

    /** Starts a span by {@code body} that belongs to {@code trace}. */
    <T> T starting(RequestTrace trace, Supplier<T> body) {
        return ScopedValue.where(STARTING, trace).call(body::get);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        RequestTrace trace = STARTING.isBound() ? STARTING.get() : Work.currentTrace();
        if (!trace.isReal()) {
            return;
        }
        String id = span.getSpanContext().getSpanId();
        tails.compute(
                trace,
                (_, known) -> {
                    Tail tail = known == null ? new Tail() : known;
                    tail.started.add(id);
                    open.put(id, tail);
                    return tail;
                });
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        Tail tail = open.remove(span.getSpanContext().getSpanId());
        if (late.remove(span.getSpanContext().getSpanId())) {
            export.offer(span.toSpanData());
            return;
        }
        if (tail == null || !tail.add(span)) {
            export.dropped(1);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** A span of a kept trace will end after the trace was sent, and is sent then. */
    void awaitsPlan(Span span) {
        late.add(span.getSpanContext().getSpanId());
    }

    /** Sends what was held back of {@code trace}. */
    void keep(RequestTrace trace) {
        for (SpanData span : taken(trace)) {
            export.offer(span);
        }
    }

    /** Forgets what was held back of {@code trace}. */
    void drop(RequestTrace trace) {
        export.sampledOut(taken(trace).size());
    }

    /** Traces under way that have spans. */
    int size() {
        return tails.size();
    }

    private List<SpanData> taken(RequestTrace trace) {
        @Nullable Tail tail = tails.remove(trace);
        if (tail == null) {
            return List.of();
        }
        List<String> started = tail.close();
        started.forEach(open::remove);
        return tail.finished.stream().map(ReadableSpan::toSpanData).toList();
    }

    /** The spans of one trace. */
    private static final class Tail {
        private final List<String> started = new ArrayList<>();
        private final List<ReadableSpan> finished = new ArrayList<>();
        private boolean closed;

        synchronized boolean add(ReadableSpan span) {
            if (closed || finished.size() >= MOST_SPANS) {
                return false;
            }
            return finished.add(span);
        }

        synchronized List<String> close() {
            closed = true;
            return started;
        }
    }
}
