package dev.stoa.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Serves {@code /metrics} on a free port of the loopback, for a Prometheus to scrape. */
public final class ScrapeTarget implements AutoCloseable {
    private final HttpServer server;

    private ScrapeTarget(HttpServer server) {
        this.server = server;
    }

    /** Serves what {@code body} gives at each scrape as {@code contentType}. */
    public static ScrapeTarget start(String contentType, Supplier<byte[]> body) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/metrics",
                exchange -> {
                    byte[] bytes = body.get();
                    exchange.getResponseHeaders().add("Content-Type", contentType);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        return new ScrapeTarget(server);
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
