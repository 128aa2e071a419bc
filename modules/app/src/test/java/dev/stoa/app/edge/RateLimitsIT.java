package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node with rate limits; each test is a client of its own, behind a trusted proxy. */
class RateLimitsIT {
    private static final String SMALL = "/api/edge/small";
    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static RunningNode node;

    private final String client = "203.0.113." + CLIENTS.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        node =
                RunningNode.started(
                        "rate-limits.profile",
                        "on",
                        "rate-limits.read.anonymous",
                        "8/1h",
                        "rate-limits.write.anonymous",
                        "2/1h",
                        "rate-limits.auth-failure",
                        "3/1h",
                        "http.trusted-proxies",
                        "127.0.0.1");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return as(client, path, headers);
    }

    private static HttpResponse<String> as(String client, String path, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For", client));
        all.addAll(Arrays.asList(headers));
        return node.get(path, all.toArray(String[]::new));
    }

    private static Optional<String> state(HttpResponse<String> response) {
        return response.headers().firstValue("RateLimit");
    }

    private static Optional<String> policy(HttpResponse<String> response) {
        return response.headers().firstValue("RateLimit-Policy");
    }

    @Test
    void everyAnswerOfALimitedRouteTellsHowTheCallerStands() throws Exception {
        HttpResponse<String> read = get(SMALL);
        assertThat(policy(read)).hasValue("\"read\";q=8;w=3600");
        assertThat(state(read)).hasValue("\"read\";r=7;t=450");
        String etag = read.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> unchanged = get(SMALL, "If-None-Match", etag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(state(unchanged)).hasValue("\"read\";r=6;t=900");
        assertThat(state(get("/api/edge/things/7"))).hasValue("\"read\";r=5;t=1350");
        assertThat(state(get("/api/edge/things/x"))).hasValueSatisfying(left(4));
        assertThat(state(get("/api/edge/fail?kind=conflict"))).hasValueSatisfying(left(3));
        assertThat(state(get("/api/edge/defect"))).hasValueSatisfying(left(2));
        assertThat(policy(get("/api/edge/fail?kind=overloaded"))).isPresent();
    }

    private static java.util.function.Consumer<String> left(int tokens) {
        return state -> assertThat(state).startsWith("\"read\";r=" + tokens + ";");
    }

    @Test
    void whatIsBeyondTheLimitIsRefusedAndSaysUntilWhen() throws Exception {
        for (int i = 0; i < 8; i++) {
            assertThat(get(SMALL).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = get(SMALL);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"rate-limited\"");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(440L, 450L);
        assertThat(policy(refused)).hasValue("\"read\";q=8;w=3600");
        assertThat(state(refused)).hasValueSatisfying(left(0));
        assertThat(as("203.0.113.200", SMALL).statusCode()).as("another client").isEqualTo(200);
    }

    @Test
    void probesOperationsAndWhatIsNotThereAreFree() throws Exception {
        for (String path : List.of("/health", "/ready", "/live", "/api/nothing")) {
            assertThat(state(get(path))).as(path).isEmpty();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(state(node.admin("/cache/stats"))).isEmpty();
        }
        assertThat(state(get(SMALL))).hasValueSatisfying(left(7));
    }

    @Test
    void onlyTheAddressThatTheProxySawCounts() throws Exception {
        for (int i = 0; i < 8; i++) {
            as("198.51.100." + i + ", " + client, SMALL, "Forwarded", "for=198.51.100." + i);
        }
        assertThat(as("198.51.100.9, " + client + ", 127.0.0.1", SMALL).statusCode())
                .isEqualTo(429);
    }

    @Test
    void anIpv6ClientIsItsFirstHalf() throws Exception {
        for (int i = 0; i < 8; i++) {
            assertThat(as("2001:db8:0:7::" + i, SMALL).statusCode()).isEqualTo(200);
        }
        assertThat(as("2001:db8:0:7:ffff::1", SMALL).statusCode()).isEqualTo(429);
        assertThat(as("2001:db8:0:8::1", SMALL).statusCode()).isEqualTo(200);
        assertThat(state(as("::ffff:" + client, SMALL))).hasValueSatisfying(left(7));
        assertThat(state(get(SMALL))).hasValueSatisfying(left(6));
    }

    @Test
    void writesHaveALimitOfTheirOwn() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(post().statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = post();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(policy(refused)).hasValue("\"write\";q=2;w=3600");
        assertThat(get(SMALL).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post() throws Exception {
        return node.send("POST", "/api/edge/echo", "X-Forwarded-For", client);
    }

    @Test
    void wrongCredentialsCanNotBeTriedForLong() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> wrong = get(SMALL, "X-API-Key", "abc.def" + i);
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(policy(wrong)).hasValue("\"auth-failure\";q=3;w=3600");
        }
        HttpResponse<String> refused = get(SMALL, "Authorization", "Bearer guess");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("X-Query-Count")).hasValue("0");
        assertThat(get(SMALL).statusCode()).as("without credential").isEqualTo(200);
        assertThat(as("203.0.113.201", SMALL, "X-API-Key", "abc.def").statusCode())
                .as("another client")
                .isEqualTo(401);
    }

    @Test
    void callersSeeTheirOwnLimitsForTheReadItIs() throws Exception {
        get(SMALL);
        post();
        for (int left = 6; left > 3; left--) {
            HttpResponse<String> limits = get("/api/sessions/limits");
            assertThat(limits.body())
                    .contains(
                            "{\"policy\":\"read\",\"limit\":8,\"window\":3600,\"remaining\":"
                                    + left,
                            "{\"policy\":\"write\",\"limit\":2,\"window\":3600,\"remaining\":1,"
                                    + "\"reset\":1800,\"local\":false}",
                            "{\"policy\":\"vote\",\"limit\":60,\"window\":60,\"remaining\":60,"
                                    + "\"reset\":0,\"local\":false}");
            assertThat(limits.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void withoutTrustedProxiesForwardingHeadersAreNothing() throws Exception {
        try (RunningNode open =
                RunningNode.started(
                        "rate-limits.profile", "on", "rate-limits.read.anonymous", "3/1h")) {
            for (int i = 0; i < 3; i++) {
                assertThat(
                                open.get(
                                                SMALL,
                                                "X-Forwarded-For",
                                                "198.51.100." + i,
                                                "Forwarded",
                                                "for=198.51.100." + i)
                                        .statusCode())
                        .isEqualTo(200);
            }
            assertThat(open.get(SMALL, "X-Forwarded-For", "198.51.100.77").statusCode())
                    .isEqualTo(429);
        }
    }
}
