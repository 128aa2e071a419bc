package dev.stoa.platform.internal.redis;

import dev.stoa.platform.observe.RequestTrace;
import dev.stoa.platform.observe.Signals;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** A command to Redis as a span of the request that waited for it. */
public final class RedisSpan {
    private RedisSpan() {}

    /**
     * Notes one.
     *
     * @param operation name of the command, in capitals
     * @param began {@link System#nanoTime()} at its begin, as {@code ended} at its end
     * @param error what went wrong, a short stable word; null for nothing
     */
    public static void note(
            RequestTrace trace, String operation, long began, long ended, @Nullable String error) {
        trace.note(
                SpanKind.CLIENT,
                "redis " + operation,
                began,
                ended,
                span -> {
                    span.setAttribute(Signals.DB_SYSTEM, "redis");
                    span.setAttribute(Signals.DB_OPERATION, operation);
                    if (error != null) {
                        span.setAttribute(Signals.ERROR_TYPE, error);
                        span.setStatus(StatusCode.ERROR);
                    }
                });
    }
}
