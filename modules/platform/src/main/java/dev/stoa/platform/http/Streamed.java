package dev.stoa.platform.http;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that is written while it is sent: too long to be held, or without an end.
 *
 * @param contentType media type with charset
 * @param etag with quotes and {@code W/}, known before the body is; null for none. A request that
 *     names it is answered 304 and the writer not called
 * @param kind what it is
 * @param writer writes it
 */
public record Streamed(String contentType, @Nullable String etag, Kind kind, Writer writer) {
    /** What a streamed body is. */
    public enum Kind {
        /** It has an end: compressed when asked for, and sent whenever enough of it is there. */
        DOCUMENT,
        /** Server-sent events: each is sent as it is when the writer flushes. */
        EVENTS
    }

    /**
     * Writes a body on the request's thread, as its work.
     *
     * <p>As long as less than 8 KiB are written and nothing is flushed, nothing is sent: what it
     * throws until then is answered as a problem. Later the answer just breaks off, which a client
     * sees as a chunked body without its end.
     */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes the body.
         *
         * @param out fails once the client has gone; need not be closed
         */
        void write(OutputStream out) throws Exception;
    }

    /** A document, such as {@code application/json}. */
    public static Streamed document(String contentType, @Nullable String etag, Writer writer) {
        return new Streamed(contentType, etag, Kind.DOCUMENT, writer);
    }

    /** Events for a browser's {@code EventSource}. */
    public static Streamed events(Writer writer) {
        return new Streamed("text/event-stream", null, Kind.EVENTS, writer);
    }
}
