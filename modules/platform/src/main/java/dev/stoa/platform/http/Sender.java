package dev.stoa.platform.http;

import dev.stoa.platform.Work;
import dev.stoa.platform.cache.Outcome;
import dev.stoa.platform.observe.RequestTrace;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes replies: conditional requests, compression, caching and timing headers, always with a
 * length.
 */
final class Sender {
    private static final HeaderName X_CACHE = HeaderNames.create("X-Cache");
    private static final HeaderName X_TRACE_ID = HeaderNames.create("X-Trace-Id");
    private static final HeaderName X_QUERY_COUNT = HeaderNames.create("X-Query-Count");
    private static final HeaderName X_API_KEY = HeaderNames.create("X-API-Key");
    private static final HeaderName SERVER_TIMING = HeaderNames.create("Server-Timing");
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Body.JSON);
    private static final Header GZIP =
            HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    private static final Header VARY =
            HeaderValues.createCached(
                    HeaderNames.VARY, "Authorization, X-API-Key, Accept-Encoding");
    private static final Header VARY_ORIGIN =
            HeaderValues.createCached(
                    HeaderNames.VARY, "Authorization, X-API-Key, Accept-Encoding, Origin");
    private static final Header SHARED =
            HeaderValues.createCached(
                    HeaderNames.CACHE_CONTROL, "public, max-age=5, stale-while-revalidate=30");
    private static final Header PRIVATE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-cache");
    private static final Header NO_STORE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
    private static final Header NOSNIFF =
            HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    private static final Map<Outcome, Header> OUTCOMES =
            Map.of(
                    Outcome.HIT, HeaderValues.createCached(X_CACHE, "HIT"),
                    Outcome.MISS, HeaderValues.createCached(X_CACHE, "MISS"),
                    Outcome.STALE, HeaderValues.createCached(X_CACHE, "STALE"),
                    Outcome.BYPASS, HeaderValues.createCached(X_CACHE, "BYPASS"));
    private static final Header[] COUNTS =
            IntStream.range(0, 32)
                    .mapToObj(n -> HeaderValues.createCached(X_QUERY_COUNT, Integer.toString(n)))
                    .toArray(Header[]::new);

    private Sender() {}

    /** Sends {@code reply}, of a streamed one the head. */
    static void send(Exchange exchange, Reply reply) {
        head(exchange, reply);
        ServerResponse response = exchange.response();
        Body body = reply.body();
        Streamed streamed = reply.streamed();
        if (streamed != null) {
            if (isUnchanged(exchange, streamed)) {
                etag(response, streamed);
                response.status(Status.NOT_MODIFIED_304).send();
            } else {
                streamedHead(exchange, streamed);
            }
            return;
        }
        if (body == null) {
            response.status(Status.create(reply.status())).send();
            return;
        }
        if (reply.status() == 200 && exchange.route().method().equals("GET")) {
            response.header(body.etagHeader());
            links(exchange.request(), response, body);
            if (Conditions.isUnchanged(exchange.request().headers(), body.etag())) {
                response.status(Status.NOT_MODIFIED_304).send();
                return;
            }
        }
        response.status(reply.status() == 200 ? Status.OK_200 : Status.create(reply.status()));
        entity(exchange, body);
    }

    /** Whether the request names the ETag that {@code streamed} would have. */
    static boolean isUnchanged(Exchange exchange, Streamed streamed) {
        String etag = streamed.etag();
        return etag != null && Conditions.isUnchanged(exchange.request().headers(), etag);
    }

    /** Begins a streamed reply; what it gives is to be closed. */
    static OutputStream open(Exchange exchange, Reply reply, Streamed streamed) {
        head(exchange, reply);
        ServerResponse response = exchange.response();
        boolean compressed = streamedHeaders(exchange, streamed);
        OutputStream out = response.outputStream();
        try {
            return compressed ? new GZIPOutputStream(out, 8192, true) : out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody knows the length, so it is the head of a body in chunks; see {@link RouteRunner}. */
    private static void streamedHead(Exchange exchange, Streamed streamed) {
        streamedHeaders(exchange, streamed);
        exchange.response().header(HeaderValues.TRANSFER_ENCODING_CHUNKED);
        exchange.response().header(HeaderValues.CONNECTION_CLOSE);
        exchange.response().send();
    }

    /** Whether the body is to be compressed. */
    private static boolean streamedHeaders(Exchange exchange, Streamed streamed) {
        ServerResponse response = exchange.response();
        response.status(Status.OK_200);
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, streamed.contentType()));
        etag(response, streamed);
        boolean compressed =
                streamed.kind() == Streamed.Kind.DOCUMENT
                        && Conditions.acceptsGzip(exchange.request().headers());
        if (compressed) {
            response.header(GZIP);
        }
        return compressed;
    }

    private static void etag(ServerResponse response, Streamed streamed) {
        String etag = streamed.etag();
        if (etag != null) {
            response.header(HeaderValues.create(HeaderNames.ETAG, etag));
        }
    }

    private static void head(Exchange exchange, Reply reply) {
        ServerResponse response = exchange.response();
        timing(response, exchange.work(), exchange.trace());
        caching(exchange.route(), exchange.request(), response, reply);
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            response.header(HeaderValues.create(header.getKey(), header.getValue()));
        }
    }

    private static void entity(Exchange exchange, Body body) {
        ServerResponse response = exchange.response();
        response.header(body.contentType().equals(Body.JSON) ? JSON : contentType(body));
        byte[] compressed =
                Conditions.acceptsGzip(exchange.request().headers()) ? body.gzip() : null;
        if (compressed != null) {
            response.header(GZIP);
        }
        if (exchange.isHead()) {
            int length = compressed == null ? body.length() : compressed.length;
            response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, length));
            response.send();
        } else {
            response.send(compressed == null ? body.plain() : compressed);
        }
    }

    private static Header contentType(Body body) {
        return HeaderValues.create(HeaderNames.CONTENT_TYPE, body.contentType());
    }

    private static void timing(ServerResponse response, Work work, RequestTrace trace) {
        int statements = work.statementCount();
        response.header(HeaderValues.create(SERVER_TIMING, ServerTiming.of(work)));
        response.header(
                statements < COUNTS.length
                        ? COUNTS[statements]
                        : HeaderValues.create(X_QUERY_COUNT, Integer.toString(statements)));
        response.header(HeaderValues.create(X_TRACE_ID, trace.traceId()));
        response.header(HeaderValues.create(TRACEPARENT, trace.traceparent()));
    }

    private static void caching(
            Route route, ServerRequest request, ServerResponse response, Reply reply) {
        response.header(NOSNIFF);
        if (reply.status() >= 400 || route.traits().freshness() == Route.Freshness.NO_STORE) {
            response.header(NO_STORE);
            return;
        }
        response.header(
                response.headers().contains(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN)
                        ? VARY_ORIGIN
                        : VARY);
        response.header(hasCredential(request.headers()) ? PRIVATE : SHARED);
        if (reply.cached() != null) {
            response.header(outcome(reply.cached().outcome()));
            if (reply.cached().outcome() != Outcome.MISS
                    && reply.cached().outcome() != Outcome.BYPASS) {
                response.header(
                        HeaderValues.create(
                                HeaderNames.AGE, Long.toString(reply.cached().ageSeconds())));
            }
        }
    }

    private static Header outcome(Outcome outcome) {
        Header header = OUTCOMES.get(outcome);
        return header == null ? HeaderValues.create(X_CACHE, outcome.name()) : header;
    }

    static boolean hasCredential(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.AUTHORIZATION) || headers.contains(X_API_KEY);
    }

    private static void links(ServerRequest request, ServerResponse response, Body body) {
        if (body.next() == null && body.prev() == null) {
            return;
        }
        String path = request.path().rawPath();
        String query = request.query().rawValue();
        Links links = body.links();
        if (links == null || !links.isOf(path, query)) {
            links = Links.of(path, query, body);
            body.links(links);
        }
        response.header(links.header());
    }
}
