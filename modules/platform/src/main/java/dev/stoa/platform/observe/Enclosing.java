package dev.stoa.platform.observe;

import io.opentelemetry.api.trace.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Finds the span that a note belongs below, as notes come in {@link Note#OUTER_FIRST} order. */
final class Enclosing {
    private final Span server;
    private final Map<Long, Deque<Open>> byThread = new HashMap<>();

    Enclosing(Span server) {
        this.server = server;
    }

    /** The innermost span that the same thread was in all the time. */
    Span of(Note note) {
        Deque<Open> open = byThread.computeIfAbsent(note.thread(), _ -> new ArrayDeque<>());
        while (!open.isEmpty() && open.peek().ended() < note.ended()) {
            open.pop();
        }
        return open.isEmpty() ? server : open.peek().span();
    }

    void push(Note note, Span span) {
        byThread.computeIfAbsent(note.thread(), _ -> new ArrayDeque<>())
                .push(new Open(span, note.ended()));
    }

    private record Open(Span span, long ended) {}
}
