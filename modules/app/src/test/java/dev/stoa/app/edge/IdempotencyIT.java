package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One effect for one Idempotency-Key, however its request is sent. */
class IdempotencyIT {
    private static final String EFFECTS = "/api/named/effects";

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.with(NamedProvider.class, "rate-limits.profile", "off");
        node.database().execute(NamedProvider.TABLE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void forget() {
        node.database().execute("truncate effects; truncate idempotency_keys");
    }

    private static HttpResponse<String> post(String path, String word, String key, int member)
            throws Exception {
        return node.post(
                path,
                "{\"word\":\"" + word + "\"}",
                "Authorization",
                "Bearer member:" + member,
                "Idempotency-Key",
                key);
    }

    private static HttpResponse<String> post(String word, String key) throws Exception {
        return post(EFFECTS, word, key, 1);
    }

    private static long effects() {
        return node.database().number("select count(*) from effects");
    }

    private static long stored() {
        return node.database().number("select count(*) from idempotency_keys");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aRepeatedRequestIsAnsweredAsTheFirstOneWas() throws Exception {
        HttpResponse<String> first = post("one", "k");
        HttpResponse<String> again = post("one", "k");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(header(first, "Idempotency-Replayed")).isEmpty();
        assertThat(header(first, "Location")).startsWith("/api/named/effects/");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
        assertThat(header(again, "Content-Type")).isEqualTo(header(first, "Content-Type"));
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(effects()).isOne();
    }

    @Test
    void aKeyCostsThreeStatementsAndNoKeyNone() throws Exception {
        HttpResponse<String> without =
                node.post(EFFECTS, "{\"word\":\"one\"}", "Authorization", "Bearer member:1");

        assertThat(header(without, "X-Query-Count")).isEqualTo("1");
        assertThat(header(post("one", "k"), "X-Query-Count")).isEqualTo("4");
        assertThat(header(post("one", "k"), "X-Query-Count")).isEqualTo("2");
    }

    @Test
    void aHundredAtOnceHaveOneEffectAndTheOthersAReplayOrARefusal() throws Exception {
        List<Callable<HttpResponse<String>>> twins = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            twins.add(() -> post("slow", "k"));
        }
        int created = 0;
        int refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(twins)) {
                HttpResponse<String> answer = future.get();
                if (answer.statusCode() == 409) {
                    assertThat(answer.body()).contains("\"code\":\"idempotency-in-flight\"");
                    assertThat(header(answer, "Retry-After")).isEqualTo("1");
                    refused++;
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                    created += header(answer, "Idempotency-Replayed").isEmpty() ? 1 : 0;
                }
            }
        }
        assertThat(created).isOne();
        assertThat(refused).as("who came while the first was at work").isPositive();
        assertThat(effects()).isOne();
    }

    @Test
    void anotherBodyWithTheSameKeyIsRefused() throws Exception {
        post("one", "k");

        HttpResponse<String> other = post("two", "k");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("\"code\":\"idempotency-key-reused\"");
        assertThat(effects()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "defect"})
    void whatFailedStoresNothingAndMayBeTriedAgain(String word) throws Exception {
        assertThat(post(word, "k").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(stored()).isZero();
        assertThat(effects()).isZero();

        assertThat(post("one", "k").statusCode()).isEqualTo(201);
        assertThat(effects()).isOne();
    }

    @Test
    void aKeyBelongsToOneViewerAndOneRoute() throws Exception {
        assertThat(post(EFFECTS, "one", "k", 1).statusCode()).isEqualTo(201);
        assertThat(header(post(EFFECTS, "one", "k", 2), "Idempotency-Replayed")).isEmpty();
        assertThat(header(post("/api/named/strict", "one", "k", 1), "Idempotency-Replayed"))
                .isEmpty();
        assertThat(effects()).isEqualTo(3);
    }

    @Test
    void keysOfThoseWhoAreNotSignedInMeanNothing() throws Exception {
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer =
                    node.post("/api/named/open", "{\"word\":\"one\"}", "Idempotency-Key", "k");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(header(answer, "Idempotency-Replayed")).isEmpty();
        }
        assertThat(stored()).isZero();
        assertThat(
                        node.post(
                                        "/api/named/open-strict",
                                        "{\"word\":\"one\"}",
                                        "Idempotency-Key",
                                        "k")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aKeyIsDemandedWhereValueMoves() throws Exception {
        HttpResponse<String> without =
                node.post(
                        "/api/named/strict",
                        "{\"word\":\"one\"}",
                        "Authorization",
                        "Bearer member:1");

        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("\"code\":\"idempotency-key-required\"");
        assertThat(effects()).isZero();
    }

    @Test
    void anAnswerIsKeptForADay() throws Exception {
        post("one", "k");
        assertThat(
                        node.database()
                                .rows(
                                        "select expires_at - created_at = interval '24 hours'"
                                                + " from idempotency_keys"))
                .containsExactly("t");
        node.database().execute("update idempotency_keys set expires_at = now()");

        HttpResponse<String> later = post("two", "k");

        assertThat(later.statusCode()).isEqualTo(201);
        assertThat(header(later, "Idempotency-Replayed")).isEmpty();
        assertThat(post("two", "k").body()).isEqualTo(later.body());
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void aKeyIsAnyTextOfUpTo200Characters() throws Exception {
        assertThat(post("one", "k".repeat(200)).statusCode()).isEqualTo(201);
        for (String wrong : List.of("k".repeat(201), " ", "a\tb")) {
            assertThat(post("one", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(effects()).isOne();
    }

    @Test
    void bodiesAreTakenOnlyAsJson() throws Exception {
        HttpResponse<String> form =
                node.send(
                        "POST",
                        EFFECTS,
                        "Authorization",
                        "Bearer member:1",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(form.statusCode()).as("nothing, of any type").isEqualTo(422);
        for (String type : List.of("text/plain", "application/jsonx", "")) {
            assertThat(raw("Content-Type: " + type + "\r\n", "").text())
                    .as(type)
                    .startsWith("HTTP/1.1 415 ");
        }
        assertThat(raw("", "").text()).startsWith("HTTP/1.1 415 ");
        assertThat(raw("Content-Type: application/json; charset=utf-8\r\n", "").text())
                .startsWith("HTTP/1.1 201 ");
        assertThat(effects()).isOne();
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoOn() throws Exception {
        try (var http = new RawHttp(node.node().httpPort())) {
            String body = "{\"word\":\"one\"}";
            http.send(
                    ascii(
                            head(
                                    "Content-Type: application/json\r\nExpect: 100-continue\r\n",
                                    body.length())));
            Thread.sleep(100);
            http.send(ascii(body));
            assertThat(http.answer(2000).text()).contains("HTTP/1.1 201 ");
        }
        assertThat(effects()).isOne();
    }

    private static RawHttp.Answer raw(String headers, String more) throws Exception {
        String body = "{\"word\":\"one\"}" + more;
        return RawHttp.ask(node.node().httpPort(), head(headers, body.length()) + body);
    }

    private static String head(String headers, int length) {
        return "POST "
                + EFFECTS
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer member:1\r\n"
                + headers
                + "Content-Length: "
                + length
                + "\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
