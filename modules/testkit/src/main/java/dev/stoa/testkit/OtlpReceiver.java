package dev.stoa.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** A collector of traces on a free port of the loopback: OTLP over HTTP, in protobuf. */
public final class OtlpReceiver implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.TAKING);

    private final AtomicReference<Consumer<List<ReceivedSpan>>> listener =
            new AtomicReference<>(_ -> {});

    private enum Mood {
        TAKING,
        REFUSING,
        HANGING
    }

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    /** A receiver that takes what it is sent. */
    public static OtlpReceiver start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtlpReceiver receiver = new OtlpReceiver(server);
        server.createContext("/v1/traces", receiver::receive);
        server.setExecutor(receiver.threads);
        server.start();
        return receiver;
    }

    /** The address to configure as {@code tracing.otlp.endpoint}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on answers 503. */
    public void refuse() {
        mood.set(Mood.REFUSING);
    }

    /** From now on reads and never answers. */
    public void hang() {
        mood.set(Mood.HANGING);
    }

    /** From now on takes what it is sent, again. */
    public void take() {
        mood.set(Mood.TAKING);
    }

    /** Hands every batch on to {@code other}, too. */
    public void tell(Consumer<List<ReceivedSpan>> other) {
        listener.set(other);
    }

    /** All spans so far, in the order of arrival. */
    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** Forgets what came so far. */
    public void clear() {
        spans.clear();
    }

    /** The spans of one trace so far. */
    public List<ReceivedSpan> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /** The spans of a trace as an indented tree of names, siblings by their start. */
    public String tree(String traceId) {
        return SpanTree.of(trace(traceId));
    }

    /**
     * The first span that {@code wanted} likes, once it is there.
     *
     * @throws AssertionError when none came within 10 s
     */
    public ReceivedSpan await(Predicate<ReceivedSpan> wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            for (ReceivedSpan span : spans) {
                if (wanted.test(span)) {
                    return span;
                }
            }
            Thread.sleep(PAUSE);
        }
        throw new AssertionError("no such span among " + spans);
    }

    /** The SERVER span of a trace, once it is there. */
    public ReceivedSpan awaitServer(String traceId) throws InterruptedException {
        return await(span -> span.traceId().equals(traceId) && span.kind().equals("SERVER"));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            switch (mood.get()) {
                case TAKING -> {
                    List<ReceivedSpan> batch =
                            ExportTraceServiceRequest.parseFrom(body)
                                    .getResourceSpansList()
                                    .stream()
                                    .flatMap(resource -> resource.getScopeSpansList().stream())
                                    .flatMap(scope -> scope.getSpansList().stream())
                                    .map(ReceivedSpan::of)
                                    .toList();
                    spans.addAll(batch);
                    listener.get().accept(batch);
                    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
                    exchange.sendResponseHeaders(200, -1);
                }
                case REFUSING -> exchange.sendResponseHeaders(503, -1);
                case HANGING -> Thread.sleep(Duration.ofMinutes(5));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream plain = zipped ? new GZIPInputStream(in) : in) {
            return plain.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
