package dev.stoa.platform.http;

import dev.stoa.platform.Work;
import dev.stoa.platform.observe.RequestTrace;
import io.helidon.http.HeaderName;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request to a route, and where its answer goes.
 *
 * @param work the request's account
 * @param tally what it draws of rate limits
 */
record Exchange(
        Route route, ServerRequest request, ServerResponse response, Work work, Tally tally) {
    RequestTrace trace() {
        return work.trace();
    }

    boolean isHead() {
        return request.prologue().method().equals(Method.HEAD);
    }

    /** The path as asked, without the query. */
    String path() {
        return request.path().rawPath();
    }

    /** The header's first value. */
    @Nullable String header(HeaderName name) {
        return header(request, name);
    }

    static @Nullable String header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name) ? request.headers().get(name).get() : null;
    }
}
