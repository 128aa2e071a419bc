package dev.stoa.platform.http;

import dev.stoa.platform.cache.Cached;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is sent: status, body, headers of its own, and where a cache had it from.
 *
 * @param status HTTP status
 * @param body the finished body, null for none
 * @param streamed the body that is written while it is sent, instead of a finished one
 * @param headers further headers, in order
 * @param cached what the cache answered, null where none was asked
 */
public record Reply(
        int status,
        @Nullable Body body,
        @Nullable Streamed streamed,
        Map<String, String> headers,
        @Nullable Cached cached) {
    /** With a finished body, or none. */
    public Reply(
            int status, @Nullable Body body, Map<String, String> headers, @Nullable Cached cached) {
        this(status, body, null, headers, cached);
    }

    public static Reply ok(Body body) {
        return new Reply(200, body, Map.of(), null);
    }

    /**
     * The body a cache gave; a body that stands for "nothing there" must have become a failure
     * before.
     */
    public static Reply of(Cached cached) {
        return new Reply(200, cached.body(), Map.of(), cached);
    }

    /** 200 with a body that is written while it is sent. */
    public static Reply of(Streamed streamed) {
        return new Reply(200, null, streamed, Map.of(), null);
    }

    public static Reply of(int status, Body body) {
        return new Reply(status, body, Map.of(), null);
    }

    public static Reply empty(int status) {
        return new Reply(status, null, Map.of(), null);
    }

    /** The same with one more header. */
    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, body, streamed, more, cached);
    }

    /** The same with a finished body, which it became after all. */
    Reply finished(Body whole) {
        return new Reply(status, whole, null, headers, cached);
    }
}
