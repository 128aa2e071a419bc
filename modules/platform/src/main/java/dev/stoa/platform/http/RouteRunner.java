package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.Work;
import dev.stoa.platform.limit.LimitPolicy;
import dev.stoa.platform.observe.HttpMeters;
import dev.stoa.platform.observe.RequestTrace;
import dev.stoa.platform.observe.Tracing;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs one route: admission, deadline, viewer, rate limit, arguments, handler, problem, metrics and
 * trace, in this one place.
 */
final class RouteRunner implements Handler {
    private static final System.Logger LOG = System.getLogger(RouteRunner.class.getName());

    /** The status noted where the client went away before the answer. */
    private static final int CLIENT_GONE = 499;

    private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

    /**
     * What all routes of a node share.
     *
     * @param deadline longest time of a request
     * @param admission concurrency limit
     * @param viewers finds out who asks
     * @param tracing makes the traces
     * @param cors which pages may read answers
     * @param limits how often callers may ask
     */
    record Shared(
            Duration deadline,
            Admission admission,
            ViewerSource viewers,
            Tracing tracing,
            Cors cors,
            RateLimits limits) {}

    private final Route route;
    private final Shared shared;
    private final MethodMeters meters;
    private final @Nullable LimitPolicy policy;

    RouteRunner(Route route, Shared shared, MethodMeters meters) {
        this.route = route;
        this.shared = shared;
        this.meters = meters;
        this.policy = RateLimits.policy(route).orElse(null);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String method = request.prologue().method().text();
        RequestTrace trace =
                shared.tracing()
                        .request(
                                method,
                                route.path(),
                                request.path().rawPath(),
                                header(request, TRACEPARENT));
        Work work = Work.within(route.path(), shared.deadline(), trace);
        HttpMeters measured = meters.of(method);
        measured.begin();
        Answer answer = null;
        Tally tally = shared.limits().tally(request);
        try {
            answer = work.run(() -> answered(request, work, tally));
            shared.cors().apply(request, response);
            shared.limits().tell(tally.latest(), response);
            Sender.send(route, request, response, answer.reply(), work, trace);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            long nanos = work.elapsedNanos();
            int status = answer == null ? CLIENT_GONE : response.status().code();
            trace.end(status, answer == null ? null : answer.failure(), nanos);
            measured.record(
                    status, answer == null ? "client-gone" : answer.errorType(), nanos, work);
        }
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            // Helidon says so in the answer, but leaves the connection open.
            throw new CloseConnectionException("The client asked for it.");
        }
    }

    /** A reply and why it is a problem, if it is one. */
    private record Answer(Reply reply, @Nullable Throwable failure, @Nullable String errorType) {}

    private Answer answered(ServerRequest request, Work work, Tally tally) {
        RequestTrace trace = work.trace();
        if (isBadlyFramed(request)) {
            return malformed("The length of the body is not told in one way.", request, trace);
        }
        if (!isHost(request)) {
            return malformed("The header Host holds no host.", request, trace);
        }
        boolean limited = route.traits().admission() == Route.Admission.LIMITED;
        boolean entered = false;
        try {
            if (limited) {
                shared.admission().enter(work);
                entered = true;
            }
            return new Answer(route.handler().handle(call(request, work, tally)), null, null);
        } catch (CloseConnectionException | RequestException e) {
            throw e;
        } catch (Failure failure) {
            return new Answer(problem(failure, request, trace), failure, failure.type().slug());
        } catch (Exception | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "A request to " + route.path() + " failed", e);
            Reply reply =
                    Reply.of(
                            500,
                            ProblemBodies.body(
                                    Problems.INTERNAL,
                                    "The service failed at this request.",
                                    java.util.List.of(),
                                    request.path().rawPath(),
                                    trace.traceId()));
            return new Answer(reply, e, Problems.INTERNAL.slug());
        } finally {
            if (entered) {
                shared.admission().leave();
            }
        }
    }

    private static Reply problem(Failure failure, ServerRequest request, RequestTrace trace) {
        return ProblemBodies.reply(failure, request.path().rawPath(), trace.traceId());
    }

    private Call call(ServerRequest request, Work work, Tally tally) {
        Viewer viewer = viewer(request, tally);
        if (policy != null) {
            tally.draw(policy, viewer);
        }
        Query query;
        try {
            query = Query.of(request.query().rawValue());
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid(Problems.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        Arguments arguments =
                Arguments.of(
                        route, query, name -> pathText(request.path().pathParameters().get(name)));
        route.traits().access().require(viewer);
        return new Call(route, request, arguments, viewer, work, tally);
    }

    /**
     * Whether it is open where the body ends: Helidon takes a negative length for none, the first
     * of two lengths, and any transfer coding beside a length.
     */
    private static boolean isBadlyFramed(ServerRequest request) {
        String coding = header(request, HeaderNames.TRANSFER_ENCODING);
        if (!request.headers().contains(HeaderNames.CONTENT_LENGTH)) {
            return coding != null && !coding.equalsIgnoreCase("chunked");
        }
        Header length = request.headers().get(HeaderNames.CONTENT_LENGTH);
        return coding != null || length.valueCount() > 1 || length.get().startsWith("-");
    }

    /** Whether there is one host, made of what names, addresses and ports are made of. */
    private static boolean isHost(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.HOST)) {
            return false;
        }
        Header header = request.headers().get(HeaderNames.HOST);
        String host = header.get();
        if (host.isEmpty() || header.valueCount() > 1) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean isPart =
                    (c >= 'a' && c <= 'z')
                            || (c >= '-' && c <= ':' && c != '/')
                            || (c >= 'A' && c <= 'Z')
                            || c == '['
                            || c == ']'
                            || c == '_'
                            || c == '~'
                            || c == '%';
            if (!isPart) {
                return false;
            }
        }
        return true;
    }

    /** Refuses, and closes: what follows on the connection may be meant as another request. */
    private static Answer malformed(String detail, ServerRequest request, RequestTrace trace) {
        var failure = new Failure.Invalid(Problems.BAD_REQUEST, detail);
        return new Answer(
                problem(failure, request, trace).header("Connection", "close"),
                failure,
                failure.type().slug());
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

    private Viewer viewer(ServerRequest request, Tally tally) {
        if (route.isProbe()) {
            return Viewer.ANON;
        }
        String key = header(request, API_KEY);
        String authorization = header(request, HeaderNames.AUTHORIZATION);
        if (key == null && authorization == null) {
            return Viewer.ANON;
        }
        tally.beforeCredential();
        try {
            return key != null ? shared.viewers().viewer("api-key", key) : bearer(authorization);
        } catch (Failure.Unauthenticated e) {
            tally.wrongCredential();
            throw e;
        }
    }

    private Viewer bearer(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Failure.Unauthenticated("Authorization takes the scheme Bearer.");
        }
        return shared.viewers().viewer("bearer", authorization.substring(7).strip());
    }

    private static @Nullable String header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name) ? request.headers().get(name).get() : null;
    }
}
