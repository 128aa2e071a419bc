package dev.stoa.platform.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened during a request, kept as a note because most requests' traces are
 * dropped at their end and a span costs far more than a note. What one thread noted nests by time.
 *
 * @param thread id of the one it happened on
 * @param started by {@link System#nanoTime()}
 * @param ended by the same clock
 * @param description sets the attributes, run only when the trace is kept
 * @param plan of the statement it is, on its way; null where none is taken
 * @param spanId of its span where somebody was told before; 0 for any
 */
record Note(
        SpanKind kind,
        String name,
        long thread,
        long started,
        long ended,
        Consumer<Span> description,
        @Nullable CompletableFuture<String> plan,
        long spanId) {
    /** In the order of their start, the outer before the inner. */
    static final Comparator<Note> OUTER_FIRST =
            Comparator.comparingLong(Note::started)
                    .thenComparing(Comparator.comparingLong(Note::ended).reversed());
}
