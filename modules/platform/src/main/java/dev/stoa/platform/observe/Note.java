package dev.stoa.platform.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.function.Consumer;

/**
 * Something that happened during a request, kept as a note because most requests' traces are
 * dropped at their end and a span costs far more than a note.
 *
 * @param started by {@link System#nanoTime()}
 * @param ended by the same clock
 * @param description sets the attributes, run only when the trace is kept
 */
record Note(SpanKind kind, String name, long started, long ended, Consumer<Span> description) {}
