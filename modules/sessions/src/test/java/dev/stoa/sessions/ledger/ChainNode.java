package dev.stoa.sessions.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** A real HTTP server on the loopback that plays a chain's node, well or badly. */
final class ChainNode implements AutoCloseable {
    private static final Pattern CALL =
            Pattern.compile(
                    "\"id\":(\\d+),\"method\":\"eth_getBalance\",\"params\":\\[\"(0x[0-9a-f]{40})\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = ChainNode::well;

    /** What it does with a request. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange, String request) throws Exception;
    }

    private ChainNode(int port) throws IOException {
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static ChainNode started() throws IOException {
        return new ChainNode(0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/secret-key");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(request);
        try (exchange) {
            behaviour.answer(exchange, request);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Answers each call with the last 16 bits of its address, backwards. */
    static void well(HttpExchange exchange, String request) throws IOException {
        var results = new java.util.ArrayList<String>();
        var calls = CALL.matcher(request);
        while (calls.find()) {
            int amount = Integer.parseInt(calls.group(2).substring(38), 16);
            results.addFirst(
                    "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":\"0x%x\"}"
                            .formatted(calls.group(1), amount));
        }
        text(exchange, 200, "[" + String.join(",", results) + "]");
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** From now on does so. */
    void does(Behaviour other) {
        behaviour = other;
    }

    /** From now on answers this. */
    void answers(int status, String text) {
        does((exchange, _) -> text(exchange, status, text));
    }

    /** Requests it got. */
    int asked() {
        return asked.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
