package dev.stoa.app;

import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What members, operators and mistaken clients do to a node on the made-up community: reads,
 * writes, votes, telemetry, signing in, peer sessions, a live stream, wrong addresses and values.
 */
final class MixedLoad implements AutoCloseable {
    private static final String RUN = "/api/ops/jobs/forum.tags.cards/runs";
    private static final String UNKNOWN =
            "stoaunknown00000.0000000000000000000000000000000000000000000";

    private final DemoNode node;
    private final Traffic traffic;
    private final String admin;
    private final InputStream live;

    private MixedLoad(DemoNode node, Traffic traffic, String admin, InputStream live) {
        this.node = node;
        this.traffic = traffic;
        this.admin = admin;
        this.live = live;
    }

    /** Begins; {@code pace} 1 is about seventy requests a second. */
    static MixedLoad on(DemoNode node, double pace) throws SQLException {
        var load =
                new MixedLoad(
                        node,
                        Traffic.to(URI.create("http://127.0.0.1:" + node.node().httpPort())),
                        AdminLogin.header(node),
                        new TestClient(node.node().httpPort())
                                .stream("/api/forum/events?topics=feed:recent,thread:1"));
        load.read(pace);
        load.write(pace);
        load.mistake(pace);
        load.operate();
        return load;
    }

    private void read(double pace) {
        traffic.reading("recent", 15 * pace, "/api/forum/threads?tab=recent&limit=20")
                .reading("trending", 5 * pace, "/api/forum/threads?tab=trending&limit=50")
                .reading("tags", 2 * pace, "/api/forum/tags?limit=20")
                .every("thread", 15 * pace, (load, n) -> load.request(thread(n)).GET())
                .every("posts", 10 * pace, (load, n) -> load.request(thread(n) + "/posts").GET())
                .every("mine", 2 * pace, (load, _) -> signed(load, "/api/sessions/me").GET())
                .every(
                        "search",
                        pace,
                        (load, n) -> load.request("/api/forum/search?q=a" + n).GET());
    }

    private static String thread(long number) {
        return "/api/forum/threads/" + (1 + number * number % 1000);
    }

    private void write(double pace) {
        traffic.every(
                        "vote",
                        4 * pace,
                        (load, n) ->
                                json(load, thread(n) + "/vote")
                                        .PUT(BodyPublishers.ofString("{\"value\":" + n % 2 + "}")))
                .every(
                        "reply",
                        2 * pace,
                        (load, n) -> posted(load, "/api/forum/threads/1/posts", reply(n)))
                .every(
                        "telemetry",
                        4 * pace,
                        (load, n) -> posted(load, "/api/telemetry/events", events(n)))
                .every(
                        "peer",
                        0.5 * pace,
                        (load, n) -> posted(load, "/api/sessions/sessions", peer(n)))
                .every(
                        "nonce",
                        pace,
                        (load, _) ->
                                posted(
                                        load,
                                        "/api/sessions/auth/nonces",
                                        "{\"address\":\"0x%040x\",\"chainId\":1}"
                                                .formatted(1L << 40))); // nobody's
    }

    private static String reply(long number) {
        return "{\"body\":\"This is reply %d, %s.\"}".formatted(number, UUID.randomUUID());
    }

    private static String peer(long number) {
        return "{\"peer\":\"0x%040x\",\"topic\":\"talk\"}".formatted(number + 4096);
    }

    /** Three events of which one is wrong now and then. */
    private static String events(long number) {
        String event =
                "{\"eventId\":\"%s\",\"type\":\"page.view\",\"occurredAt\":\"%s\",\"props\":{\"ms\":%d}}";
        Instant wrong = Instant.now().plus(number % 8 == 0 ? Duration.ofDays(2) : Duration.ZERO);
        return "["
                + event.formatted(UUID.randomUUID(), Instant.now(), 1)
                + ","
                + event.formatted(new UUID(0, number / 8), Instant.EPOCH.plusSeconds(1), 2)
                + ","
                + event.formatted(UUID.randomUUID(), wrong, 3)
                + "]";
    }

    private void mistake(double pace) {
        traffic.reading("bogus", pace, "/api/forum/threads?tab=bogus")
                .every("nowhere", pace, (load, n) -> load.request("/no/such/" + n).GET())
                .every(
                        "unknown",
                        0.3,
                        (load, _) ->
                                load.request("/api/sessions/me").header("X-API-Key", UNKNOWN).GET())
                .reading("unsigned", 0.5 * pace, "/api/sessions/me");
    }

    private void operate() {
        URI origin = URI.create("http://127.0.0.1:" + node.node().adminPort());
        traffic.every(
                        "health",
                        1,
                        (_, _) -> HttpRequest.newBuilder(origin.resolve("/health")).GET())
                .every(
                        "job",
                        0.5,
                        (_, _) ->
                                HttpRequest.newBuilder(origin.resolve(RUN))
                                        .POST(BodyPublishers.noBody()));
    }

    /** Makes statements wait for a lock, once slow and once until their connections are cut. */
    void fault() throws SQLException, InterruptedException {
        try (HeldLocks _ = HeldLocks.on("posts", node.jdbcUrl())) {
            Thread.sleep(250);
        }
        try (HeldLocks _ = HeldLocks.on("posts", node.jdbcUrl());
                var connection = DriverManager.getConnection(node.jdbcUrl());
                var cut = connection.createStatement()) {
            Thread.sleep(700); // replies come twice a second: one of them waits, and writes are not
            // tried again
            cut.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'");
        }
    }

    private HttpRequest.Builder posted(Traffic load, String path, String body) {
        return json(load, path).POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder json(Traffic load, String path) {
        return signed(load, path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder signed(Traffic load, String path) {
        return load.request(path).header("Authorization", admin);
    }

    @Override
    public void close() {
        try (live) {
            traffic.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was answered. */
    Traffic traffic() {
        return traffic;
    }
}
