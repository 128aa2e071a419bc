package dev.stoa.app.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.app.DemoNode;
import dev.stoa.testkit.TestWallet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A node on the made-up community, and members of every role who signed in with their wallets. */
final class Community implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoNode node;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong wallets = new AtomicLong(1000);

    private Community(DemoNode node) {
        this.node = node;
    }

    static Community start() throws IOException {
        return new Community(DemoNode.start(Map.of("rate-limits.profile", "off")));
    }

    DemoNode node() {
        return node;
    }

    /**
     * Somebody who asks.
     *
     * @param name for messages
     * @param id of the member; 0 for nobody
     * @param address of their wallet
     * @param header what they show
     * @param credential its value
     */
    record Visitor(String name, long id, String address, String header, String credential) {
        static final Visitor ANON = new Visitor("anon", 0, "", "X-Nothing", "nothing");

        @Override
        public String toString() {
            return name;
        }
    }

    /** An answer, read to its end. */
    record Answer(int status, String body, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }
    }

    /** A new member of a role, signed in by the whole way from nonce to token. */
    Visitor member(String name, String role) throws SQLException {
        TestWallet wallet = TestWallet.of(wallets.incrementAndGet());
        Answer nonce =
                ask(
                        Visitor.ANON,
                        "POST",
                        "/api/sessions/auth/nonces",
                        "{\"address\":\"" + wallet.address() + "\",\"chainId\":1}");
        String message = nonce.text("/message");
        String proof =
                JSON.createObjectNode()
                        .put("message", message)
                        .put("signature", wallet.sign(message))
                        .toString();
        Answer verified = ask(Visitor.ANON, "POST", "/api/sessions/auth/verify", proof);
        if (verified.status() != 200) {
            throw new AssertionError("sign-in: " + verified.status() + " " + verified.body());
        }
        long id = idOf(wallet.address());
        execute("update users set role = '" + role + "' where id = " + id);
        return new Visitor(
                name,
                id,
                wallet.address(),
                "Authorization",
                "Bearer " + verified.text("/token"));
    }

    /** The same member by an API key with these scopes. */
    Visitor key(Visitor member, String... scopes) {
        String body =
                "{\"name\":\"of a test\",\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}";
        Answer made = ask(member, "POST", "/api/sessions/api-keys", body);
        if (made.status() != 201) {
            throw new AssertionError("key: " + made.status() + " " + made.body());
        }
        return new Visitor(
                member.name() + " by a key of " + String.join(",", scopes),
                member.id(),
                member.address(),
                "X-API-Key",
                made.text("/key"));
    }

    /** What the public listener answers. */
    Answer ask(Visitor who, String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + node.node().httpPort() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header(who.header(), who.credential());
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(Visitor who, String path) {
        return ask(who, "GET", path, "");
    }

    private long idOf(String address) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement find =
                        connection.prepareStatement("select id from users where address = ?")) {
            find.setString(1, address);
            try (var rows = find.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text. */
    String value(String sql) throws SQLException {
        try (Connection connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(node.jdbcUrl(), "postgres", "");
    }

    @Override
    public void close() {
        http.close();
        node.close();
    }
}
