package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Work;
import dev.stoa.platform.observe.HttpMeters;
import dev.stoa.platform.observe.RequestTrace;
import dev.stoa.platform.observe.Tracing;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one route: admission, deadline, viewer, rate limit, arguments, handler, problem, metrics and
 * trace, in this one place.
 */
final class RouteRunner implements Handler {
    private static final System.Logger LOG = System.getLogger(RouteRunner.class.getName());

    private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final HeaderName TRACESTATE = HeaderNames.create("tracestate");

    /**
     * What all routes of a node share.
     *
     * @param deadline longest time of a request
     * @param admission concurrency limit
     * @param streams limit of streams
     * @param viewers finds out who asks
     * @param tracing makes the traces
     * @param cors which pages may read answers
     * @param limits how often callers may ask
     * @param writable lets what changes something pass, or throws why not
     */
    record Shared(
            Duration deadline,
            Admission admission,
            Streams streams,
            ViewerSource viewers,
            Tracing tracing,
            Cors cors,
            RateLimits limits,
            Runnable writable) {}

    private final Route route;
    private final Shared shared;
    private final MethodMeters meters;
    private final Calls calls;

    RouteRunner(Route route, Shared shared, MethodMeters meters) {
        this.route = route;
        this.shared = shared;
        this.meters = meters;
        this.calls = new Calls(route, shared.viewers());
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
                                Exchange.header(request, TRACEPARENT));
        trace.goesOnWith(Exchange.header(request, TRACESTATE));
        Work work = work(trace);
        HttpMeters measured = meters.of(method);
        measured.begin();
        Answer answer = Answer.GONE;
        var exchange = new Exchange(route, request, response, work, shared.limits().tally(request));
        try {
            answer = work.run(() -> answered(exchange));
            Reply reply = answer.reply();
            if (reply != null) {
                begin(exchange);
                Sender.send(exchange, reply);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            long whole = work.elapsedNanos();
            // A stream lasts as long as its client likes: slow is one that begins late.
            long nanos = isStream() && answer.begunNanos() > 0 ? answer.begunNanos() : whole;
            int status = answer.status(response.status().code());
            trace.end(status, answer.failure(), nanos, whole);
            measured.record(status, answer.errorType(), nanos, work);
        }
        if (answer.isBroken() || isLast(exchange, answer)) {
            throw new CloseConnectionException("There is nothing more to say on it.");
        }
    }

    private Work work(RequestTrace trace) {
        return switch (route.traits().admission()) {
            case LIMITED -> Work.queued(route.path(), shared.deadline(), trace);
            case EXEMPT -> Work.within(route.path(), shared.deadline(), trace);
            case STREAM -> Work.within(route.path(), ENDLESS, trace);
        };
    }

    private boolean isStream() {
        return route.traits().admission() == Route.Admission.STREAM;
    }

    /**
     * Helidon says in the answer that it closes when the client asks for it, but leaves the
     * connection open; after the head of a stream comes what Helidon takes for a body.
     */
    private static boolean isLast(Exchange exchange, Answer answer) {
        Reply reply = answer.reply();
        return exchange.request().headers().contains(HeaderValues.CONNECTION_CLOSE)
                || (reply != null && "close".equals(reply.headers().get("Connection")))
                || (reply != null
                        && reply.streamed() != null
                        && exchange.response().status().code() != Status.NOT_MODIFIED_304.code());
    }

    private void begin(Exchange exchange) {
        shared.cors().apply(exchange.request(), exchange.response());
        shared.limits().tell(exchange.tally().latest(), exchange.response());
    }

    private OutputStream open(Exchange exchange, Reply reply, Streamed streamed) {
        begin(exchange);
        return Sender.open(exchange, reply, streamed);
    }

    private Answer answered(Exchange exchange) {
        String wrong = Framing.wrong(exchange.request());
        if (wrong != null) {
            return malformed(wrong, exchange);
        }
        Route.Admission entered = null;
        try {
            enter(exchange);
            entered = route.traits().admission();
            if (route.changes()) {
                shared.writable().run();
            }
            Reply reply = route.handler().handle(calls.of(exchange));
            Streamed streamed = reply.streamed();
            return streamed == null || exchange.isHead() || Sender.isUnchanged(exchange, streamed)
                    ? Answer.of(reply)
                    : new Streaming(exchange, reply, () -> open(exchange, reply, streamed))
                            .run(streamed);
        } catch (CloseConnectionException | RequestException e) {
            throw e;
        } catch (BrokenBody e) {
            return malformed(String.valueOf(e.getMessage()), exchange);
        } catch (Failure failure) {
            return Answer.of(problem(failure, exchange), failure, failure.type().slug());
        } catch (Exception | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "A request to " + route.path() + " failed", e);
            Reply reply =
                    Reply.of(
                            500,
                            ProblemBodies.body(
                                    Problems.INTERNAL,
                                    "The service failed at this request.",
                                    List.of(),
                                    exchange.path(),
                                    exchange.trace().traceId()));
            return Answer.of(reply, e, Problems.INTERNAL.slug());
        } finally {
            exchange.work().end();
            leave(entered, exchange);
        }
    }

    private void enter(Exchange exchange) {
        switch (route.traits().admission()) {
            case LIMITED -> shared.admission().enter(exchange.work());
            case STREAM -> shared.streams().enter(shared.limits().client(exchange.request()));
            case EXEMPT -> {}
        }
    }

    private void leave(Route.@Nullable Admission entered, Exchange exchange) {
        if (entered == Route.Admission.LIMITED) {
            shared.admission().leave();
        } else if (entered == Route.Admission.STREAM) {
            shared.streams().leave(shared.limits().client(exchange.request()));
        }
    }

    private static Reply problem(Failure failure, Exchange exchange) {
        return ProblemBodies.reply(failure, exchange.path(), exchange.trace().traceId());
    }

    /** Refuses, and closes: what follows on the connection may be meant as another request. */
    private static Answer malformed(String detail, Exchange exchange) {
        var failure = new Failure.Invalid(Problems.BAD_REQUEST, detail);
        return Answer.of(
                problem(failure, exchange).header("Connection", "close"),
                failure,
                failure.type().slug());
    }
}
