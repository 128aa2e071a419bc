package dev.stoa.platform.observe;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry side of tracing: there only where an exporter is. */
final class Spans implements AutoCloseable {
    private static final Set<String> METHODS =
            Set.of(
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
                    "QUERY");

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final TailBuffer tail;
    private final SpanExport export;
    private final long slowNanos;

    Spans(SpanExport export, Resource resource, long slowNanos) {
        this.export = export;
        this.slowNanos = slowNanos;
        this.tail = new TailBuffer(export);
        this.provider =
                SdkTracerProvider.builder()
                        .setResource(resource)
                        .setIdGenerator(PromisedIds.INSTANCE)
                        // What is kept is decided by the tail, when the request has ended.
                        .setSampler(Sampler.alwaysOn())
                        .addSpanProcessor(tail)
                        .build();
        this.tracer = provider.get("dev.stoa");
    }

    SdkTracerProvider provider() {
        return provider;
    }

    long slowNanos() {
        return slowNanos;
    }

    /** Starts the root span of {@code trace}, back-dated to its start, with its ids. */
    Span server(RequestTrace trace) {
        return PromisedIds.calling(
                trace.traceId(),
                trace.spanId(),
                () -> tail.starting(trace, () -> described(trace).startSpan()));
    }

    private SpanBuilder described(RequestTrace trace) {
        SpanBuilder root =
                tracer.spanBuilder(
                                trace.isJob()
                                        ? "job " + trace.route()
                                        : named(trace.method()) + " " + trace.route())
                        .setParent(trace.origin())
                        .setStartTimestamp(trace.epoch(trace.startedNanos()), TimeUnit.NANOSECONDS);
        return trace.isJob()
                ? root.setSpanKind(SpanKind.INTERNAL).setAttribute(Signals.JOB, trace.route())
                : root.setSpanKind(SpanKind.SERVER)
                        .setAttribute(
                                Signals.HTTP_METHOD,
                                METHODS.contains(trace.method()) ? trace.method() : "_OTHER")
                        .setAttribute(Signals.HTTP_ROUTE, trace.route())
                        .setAttribute(Signals.URL_PATH, trace.path())
                        .setAttribute(Signals.URL_SCHEME, "http");
    }

    /** By the conventions a method that nobody has heard of is no part of a name. */
    private static String named(String method) {
        return METHODS.contains(method) ? method : "HTTP";
    }

    /** Makes spans of the trace's notes, ends it, and sends all of it. */
    void keep(RequestTrace trace, Span server, RequestTrace.Ending ending) {
        Enclosing enclosing = new Enclosing(server);
        trace.notes().stream()
                .sorted(Note.OUTER_FIRST)
                .forEach(note -> enclosing.push(note, child(trace, note, enclosing.of(note))));
        if (!trace.isJob()) {
            server.setAttribute(Signals.HTTP_STATUS, (long) ending.status());
        }
        // By the conventions a 4xx is the client's error, not the server's.
        if (ending.status() >= 500) {
            server.setStatus(StatusCode.ERROR);
            Throwable failure = ending.failure();
            server.setAttribute(
                    Signals.ERROR_TYPE,
                    failure == null
                            ? Integer.toString(ending.status())
                            : Signals.errorType(failure));
            if (failure != null) {
                server.recordException(failure);
            }
        }
        server.end(trace.epoch(ending.nanos()), TimeUnit.NANOSECONDS);
        tail.keep(trace);
    }

    private Span child(RequestTrace trace, Note note, Span parent) {
        SpanBuilder described =
                tracer.spanBuilder(note.name())
                        .setParent(Context.root().with(parent))
                        .setSpanKind(note.kind())
                        .setStartTimestamp(trace.epoch(note.started()), TimeUnit.NANOSECONDS);
        Span child = tail.starting(trace, () -> started(trace, note, described));
        note.description().accept(child);
        CompletableFuture<String> plan = note.plan();
        if (plan == null) {
            child.end(trace.epoch(note.ended()), TimeUnit.NANOSECONDS);
        } else {
            endWithPlan(child, trace.epoch(note.ended()), plan);
        }
        return child;
    }

    private static Span started(RequestTrace trace, Note note, SpanBuilder described) {
        return note.spanId() == 0
                ? described.startSpan()
                : PromisedIds.calling(
                        trace.traceId(),
                        HexFormat.of().toHexDigits(note.spanId()),
                        described::startSpan);
    }

    /** A plan that is late has its span sent by itself: the rest of the trace does not wait. */
    private void endWithPlan(Span child, long ended, CompletableFuture<String> plan) {
        if (!plan.isDone()) {
            tail.awaitsPlan(child);
        }
        var _ =
                plan.handle(
                        (text, _) -> {
                            if (text != null) {
                                child.addEvent(
                                        Signals.PLAN_EVENT,
                                        Attributes.of(Signals.PLAN, text),
                                        ended,
                                        TimeUnit.NANOSECONDS);
                            }
                            child.end(ended, TimeUnit.NANOSECONDS);
                            return child;
                        });
    }

    /** Forgets the trace: {@code count} spans were never made, others were in vain. */
    void drop(RequestTrace trace, int count) {
        tail.drop(trace);
        export.sampledOut(count);
    }

    /** Counts spans of a kept trace that had no room. */
    void passed(int count) {
        export.dropped(count);
    }

    Tracer tracer() {
        return tracer;
    }

    TailBuffer tail() {
        return tail;
    }

    @Override
    public void close() {
        provider.close();
        export.close();
    }
}
