package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.limit.LimitPolicy;
import dev.stoa.platform.observe.RequestTrace;
import dev.stoa.platform.observe.Signals;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import org.jspecify.annotations.Nullable;

/** Makes calls of requests to one route: who asks, whether they may, and for what. */
final class Calls {
    private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");

    private final Route route;
    private final ViewerSource viewers;
    private final @Nullable LimitPolicy policy;

    Calls(Route route, ViewerSource viewers) {
        this.route = route;
        this.viewers = viewers;
        this.policy = RateLimits.policy(route).orElse(null);
    }

    /**
     * The call of a request.
     *
     * @throws Failure for a credential that is not right, a limit that is reached, arguments that
     *     are wrong, and a viewer who may not
     */
    Call of(Exchange exchange) {
        Viewer viewer = viewer(exchange);
        if (policy != null) {
            exchange.tally().draw(policy, viewer);
        }
        Query query;
        try {
            query = Query.of(exchange.request().query().rawValue());
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid(Problems.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        Arguments arguments =
                Arguments.of(
                        route,
                        query,
                        name -> pathText(exchange.request().path().pathParameters().get(name)));
        route.traits().access().require(viewer);
        return new Call(exchange, arguments, viewer);
    }

    /** A part of the path, which Helidon has decoded already. */
    private static String pathText(String decoded) {
        for (int i = 0; i < decoded.length(); i++) {
            if (decoded.charAt(i) < ' ' || decoded.charAt(i) == 0x7f) {
                throw new Failure.Invalid(
                        Problems.BAD_REQUEST, "The address holds a control character.");
            }
        }
        return decoded;
    }

    private Viewer viewer(Exchange exchange) {
        if (route.isProbe()) {
            return Viewer.ANON;
        }
        String key = exchange.header(API_KEY);
        String authorization = exchange.header(HeaderNames.AUTHORIZATION);
        if (key == null && authorization == null) {
            return Viewer.ANON;
        }
        exchange.tally().beforeCredential();
        try {
            return known(exchange.trace(), key, authorization);
        } catch (Failure.Unauthenticated e) {
            exchange.tally().wrongCredential();
            throw e;
        }
    }

    private Viewer known(RequestTrace trace, @Nullable String key, @Nullable String authorization) {
        long began = System.nanoTime();
        String error = null;
        try {
            return key != null ? viewers.viewer("api-key", key) : bearer(authorization);
        } catch (RuntimeException e) {
            error = Signals.errorType(e);
            throw e;
        } finally {
            String refused = error;
            trace.note(
                    "viewer",
                    began,
                    span -> {
                        span.setAttribute(Signals.CREDENTIAL, key != null ? "api-key" : "bearer");
                        if (refused != null) {
                            span.setAttribute(Signals.ERROR_TYPE, refused);
                        }
                    });
        }
    }

    private Viewer bearer(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Failure.Unauthenticated("Authorization takes the scheme Bearer.");
        }
        return viewers.viewer("bearer", authorization.substring(7).strip());
    }
}
