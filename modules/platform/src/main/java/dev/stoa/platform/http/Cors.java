package dev.stoa.platform.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets pages of a few origins read the public listener; credentials travel in headers, never in
 * cookies.
 */
final class Cors {
    private static final Header METHODS =
            HeaderValues.createCached(
                    HeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
                    "GET, HEAD, POST, PUT, PATCH, DELETE");
    private static final Header HEADERS =
            HeaderValues.createCached(
                    HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                    "Authorization, X-API-Key, Content-Type, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, traceparent");
    private static final Header MAX_AGE =
            HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
    private static final Header EXPOSED =
            HeaderValues.createCached(
                    HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                    "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Cache, X-Query-Count, X-Trace-Id");

    private final Set<String> origins;

    private Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** For {@code origins}, separated by commas; none where that is empty. */
    static Cors of(String origins) {
        return new Cors(
                Stream.of(origins.split(",", -1))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** For nobody. */
    static Cors none() {
        return new Cors(Set.of());
    }

    /** Adds what a browser wants to see, if the request comes from a page of an allowed origin. */
    void apply(ServerRequest request, ServerResponse response) {
        if (origins.isEmpty() || !request.headers().contains(HeaderNames.ORIGIN)) {
            return;
        }
        String origin = request.headers().get(HeaderNames.ORIGIN).get();
        if (!origins.contains(origin)) {
            return;
        }
        response.header(HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
        if (request.prologue().method().equals(Method.OPTIONS)) {
            response.header(METHODS);
            response.header(HEADERS);
            response.header(MAX_AGE);
        } else {
            response.header(EXPOSED);
        }
    }
}
