package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to another service, as a CLIENT span of the request that waits for it. The
 * span's id is known before the span is, for the W3C headers.
 */
public final class OutgoingCall {
    private final RequestTrace trace = Work.currentTrace();
    private final long spanId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final long began = System.nanoTime();
    private final String method;
    private final URI address;

    private OutgoingCall(String method, URI address) {
        this.method = method;
        this.address = address;
    }

    /** A call that begins now, of what this thread is doing. */
    public static OutgoingCall begin(String method, URI address) {
        return new OutgoingCall(method, address);
    }

    /** Headers that have the other service go on with the trace; none outside of requests. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (trace.isReal()) {
            headers.put("traceparent", trace.traceparent(spanId));
            trace.tracestate().ifPresent(state -> headers.put("tracestate", state));
        }
        return headers;
    }

    /**
     * Notes that the call ended.
     *
     * @param status of the answer; 0 where none came
     * @param error what went wrong, a short stable word; null for nothing
     */
    public void end(int status, @Nullable String error) {
        trace.noted(
                new Note(
                        SpanKind.CLIENT,
                        method,
                        Thread.currentThread().threadId(),
                        began,
                        System.nanoTime(),
                        span -> describe(span, status, error),
                        null,
                        spanId));
    }

    /** The path may be a secret of who runs the node: providers of chains put their keys there. */
    private void describe(Span span, int status, @Nullable String error) {
        span.setAttribute(Signals.HTTP_METHOD, method);
        span.setAttribute(Signals.SERVER_ADDRESS, address.getHost());
        span.setAttribute(Signals.SERVER_PORT, (long) port());
        span.setAttribute(
                Signals.URL_FULL, address.getScheme() + "://" + address.getHost() + ":" + port());
        if (status != 0) {
            span.setAttribute(Signals.HTTP_STATUS, (long) status);
        }
        if (error != null) {
            span.setAttribute(Signals.ERROR_TYPE, error);
            span.setStatus(StatusCode.ERROR);
        }
    }

    private int port() {
        return address.getPort() >= 0
                ? address.getPort()
                : address.getScheme().equals("https") ? 443 : 80;
    }
}
