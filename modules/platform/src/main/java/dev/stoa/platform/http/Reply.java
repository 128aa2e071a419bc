package dev.stoa.platform.http;

import dev.stoa.platform.cache.Cached;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is sent: status, finished body, headers of its own, and where a cache had it
 * from.
 *
 * @param status HTTP status
 * @param body the body, null for none
 * @param headers further headers, in order
 * @param cached what the cache answered, null where none was asked
 */
public record Reply(
        int status, @Nullable Body body, Map<String, String> headers, @Nullable Cached cached) {
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
        return new Reply(status, body, more, cached);
    }
}
