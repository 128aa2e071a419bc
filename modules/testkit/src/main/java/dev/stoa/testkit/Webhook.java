package dev.stoa.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Takes what Alertmanager sends, and remembers it. */
public final class Webhook implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final long began = System.nanoTime();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();

    /**
     * One alert of one message.
     *
     * @param at milliseconds since the begin
     * @param receiver the path it came to, without the slash
     * @param status firing or resolved
     */
    public record Told(long at, String receiver, String alert, String status, JsonNode body) {
        /** Whether it is of that alert and status. */
        public boolean is(String name, String wanted) {
            return alert.equals(name) && status.equals(wanted);
        }
    }

    /** Takes messages from now on. */
    public Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode message = JSON.readTree(exchange.getRequestBody());
        String receiver = exchange.getRequestURI().getPath().substring(1);
        for (JsonNode alert : message.path("alerts")) {
            told.add(
                    new Told(
                            now(),
                            receiver,
                            alert.at("/labels/alertname").asText(),
                            alert.path("status").asText(),
                            alert));
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Where it listens. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Milliseconds since the begin. */
    public long now() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** All it was told, in order. */
    public Stream<Told> told() {
        return told.stream();
    }

    /** Waits until it was told that an alert fires, from {@code from} on. */
    public Told awaitFiring(String alert, long from) throws InterruptedException {
        return await(
                alert + " fires",
                Duration.ofSeconds(150),
                each -> each.at() >= from && each.is(alert, "firing"));
    }

    /** Waits until the last it was told of an alert is that it is over. */
    public Told awaitResolved(String alert) throws InterruptedException {
        Duration patience = Duration.ofSeconds(150);
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var last = told().filter(each -> each.alert().equals(alert)).reduce((_, b) -> b);
            if (last.isPresent() && last.get().status().equals("resolved")) {
                return last.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError(alert + " is not over within " + patience + "; told: " + said());
    }

    private Told await(String what, Duration patience, Predicate<Told> wanted)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var found = told().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not told within " + patience + ": " + what + "; told: " + said());
    }

    private String said() {
        return told().map(each -> each.at() + " " + each.alert() + " " + each.status())
                .toList()
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
