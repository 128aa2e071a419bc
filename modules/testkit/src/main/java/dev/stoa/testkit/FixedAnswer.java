package dev.stoa.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on a free loopback port that answers always the same, and knows what it was asked.
 */
public final class FixedAnswer implements AutoCloseable {
    private final HttpServer server;
    private final byte[] answer;
    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();

    private FixedAnswer(HttpServer server, String answer) {
        this.server = server;
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
    }

    /** One that answers {@code json} to everything. */
    public static FixedAnswer of(String json) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FixedAnswer fixed = new FixedAnswer(server, json);
        server.createContext("/", fixed::handle);
        server.start();
        return fixed;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Scheme, host and port. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A header of the latest request, all its values. */
    public List<String> header(String name) {
        List<String> values = asked.getLast().getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
