package dev.stoa.platform.http;

import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers what Helidon refuses before or beside the routes, in our form: its own answer would show
 * the exception's message.
 */
final class DirectProblems implements DirectHandler {
    private static final List<ProblemType> KNOWN =
            List.of(
                    Problems.NOT_FOUND,
                    Problems.METHOD_NOT_ALLOWED,
                    Problems.REQUEST_TIMEOUT,
                    Problems.PAYLOAD_TOO_LARGE,
                    Problems.URI_TOO_LONG,
                    Problems.HEADERS_TOO_LARGE,
                    Problems.OVERLOADED,
                    Problems.INTERNAL,
                    Problems.BAD_REQUEST);

    static DirectHandlers all() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectProblems problems = new DirectProblems();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, problems);
        }
        return handlers.build();
    }

    /**
     * Helidon calls it a fault of its own when a request line or header holds what HTTP forbids: no
     * route was reached, and the client is told that it was its fault.
     */
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status defaultStatus,
            ServerResponseHeaders responseHeaders,
            Throwable thrown,
            System.Logger logger) {
        if ("Header size exceeded".equals(thrown.getMessage())) {
            return handle(request, EventType.BAD_REQUEST, Status.create(431), responseHeaders, "");
        }
        boolean malformed =
                eventType == EventType.INTERNAL_ERROR
                        && request.path().isEmpty()
                        && thrown.getCause() instanceof IllegalArgumentException;
        return malformed
                ? handle(
                        request, EventType.BAD_REQUEST, Status.BAD_REQUEST_400, responseHeaders, "")
                : handle(request, eventType, defaultStatus, responseHeaders, "");
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status defaultStatus,
            ServerResponseHeaders responseHeaders,
            String message) {
        ProblemType type =
                KNOWN.stream()
                        .filter(known -> known.status() == defaultStatus.code())
                        .findFirst()
                        .orElse(
                                defaultStatus.code() >= 500
                                        ? Problems.INTERNAL
                                        : Problems.BAD_REQUEST);
        String traceId =
                "%016x%016x"
                        .formatted(
                                ThreadLocalRandom.current().nextLong(),
                                ThreadLocalRandom.current().nextLong());
        Body body = ProblemBodies.body(type, type.meaning(), List.of(), "", traceId);
        return TransportResponse.builder()
                .status(Status.create(type.status()))
                .headers(responseHeaders)
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, ProblemBodies.TYPE))
                .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
                .header(HeaderValues.create("X-Trace-Id", traceId))
                .entity(body.plain())
                .keepAlive(eventType.keepAlive())
                .build();
    }
}
