package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every answer promises, whatever the route. */
class HttpEdgeIT {
    private static final int LIMIT = 12;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node =
                RunningNode.started(
                        "http.cors-origins",
                        "https://forum.example",
                        "request.deadline",
                        "2s",
                        "http.concurrency.limit",
                        "" + LIMIT,
                        "http.concurrency.queue",
                        "4",
                        "database.acquire-timeout",
                        "500ms",
                        "database.pool.max",
                        "4");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "not-found,404,not-found",
        "invalid,400,invalid-body",
        "conflict,410,cursor-expired",
        "unauthenticated,401,unauthenticated",
        "forbidden,403,forbidden",
        "overloaded,503,overloaded",
        "unavailable,503,unavailable",
        "deadline,504,deadline-exceeded"
    })
    void everyFailureIsAProblem(String kind, int status, String code) throws Exception {
        HttpResponse<String> answer = node.get("/api/edge/fail?kind=" + kind);

        assertProblem(answer, status, code);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(status == 401);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .contains("\"type\":\"/problems/" + code + "\"", "\"status\":" + status)
                .contains(
                        "\"traceId\":\""
                                + answer.headers().firstValue("X-Trace-Id").orElseThrow()
                                + "\"");
        Leaks.assertNone(code, answer.body() + answer.headers().map());
    }

    @Test
    void defectsTellNothingOfTheInside() throws Exception {
        assertProblem(node.get("/api/edge/defect"), 500, "internal");
        assertProblem(node.get("/api/edge/wrong"), 500, "internal");
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatMayNotBeDoneNamesWhatMay() throws Exception {
        assertProblem(node.get("/api/no-such-thing"), 404, "not-found");
        HttpResponse<String> put = node.send("PUT", "/api/edge/small");
        assertProblem(put, 405, "method-not-allowed");
        assertThat(put.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        HttpResponse<String> options = node.send("OPTIONS", "/api/edge/echo");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    @Test
    void headSaysWhatGetWouldWithoutTheBody() throws Exception {
        HttpResponse<String> get = node.get("/api/edge/big");
        HttpResponse<String> head = node.send("HEAD", "/api/edge/big");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("ETag", "Content-Length", "Content-Type", "Vary")) {
            assertThat(head.headers().firstValue(name))
                    .isPresent()
                    .isEqualTo(get.headers().firstValue(name));
        }
    }

    @Test
    void anETagThatIsKnownSparesTheBody() throws Exception {
        String etag = node.get("/api/edge/big").headers().firstValue("ETag").orElseThrow();

        assertThat(etag).startsWith("W/\"");
        for (String asked : List.of(etag, etag.substring(2), "\"x\", " + etag, "*")) {
            HttpResponse<String> answer = node.get("/api/edge/big", "If-None-Match", asked);
            assertThat(answer.statusCode()).as(asked).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).contains(etag);
        }
        assertThat(node.get("/api/edge/big", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true",
                "deflate, gzip;q=0.5|true",
                "gzip;q=0|false",
                "gzip; q=0.000|false",
                "identity|false",
                "br|false",
                "x-notgzip|false",
                "gzipped|false",
                "GZIP|true",
                "*|true"
            })
    void gzipIsSentWhereItIsAskedFor(String asked, boolean compressed) throws Exception {
        HttpResponse<String> answer = node.get("/api/edge/big", "Accept-Encoding", asked);

        assertThat(answer.headers().firstValue("Content-Encoding").isPresent())
                .isEqualTo(compressed);
        assertThat(answer.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Accept-Encoding"));
        assertThat(node.get("/api/edge/small", "Accept-Encoding", asked).headers().map())
                .doesNotContainKey("content-encoding");
    }

    @Test
    void onlyAnswersToNobodyInParticularMayBeShared() throws Exception {
        assertThat(node.get("/api/edge/small").headers().firstValue("Cache-Control"))
                .contains("public, max-age=5, stale-while-revalidate=30");
        assertThat(
                        node.get("/api/edge/small", "Authorization", "Bearer wrong")
                                .headers()
                                .firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).doesNotContain("public"));
        assertProblem(
                node.get("/api/edge/small", "Authorization", "Basic eDp5"), 401, "unauthenticated");
    }

    @Test
    void cachedAnswersSaySoAndAskNoDatabase() throws Exception {
        node.get("/api/forum/threads?limit=7");
        HttpResponse<String> hit = node.get("/api/forum/threads?limit=7");

        assertThat(hit.headers().firstValue("X-Cache")).contains("HIT");
        assertThat(hit.headers().firstValueAsLong("Age")).isPresent();
        assertThat(hit.headers().firstValue("X-Query-Count")).contains("0");
        assertThat(hit.headers().firstValue("Server-Timing").orElseThrow())
                .matches("total;dur=[0-9.]+, db;dur=0.00;desc=.0 statements., cache.*, pool.*");
    }

    @Test
    void aTraceGoesOnThroughTheNode() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        HttpResponse<String> answer =
                node.get("/api/edge/small", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");

        assertThat(answer.headers().firstValue("X-Trace-Id")).contains(trace);
        assertThat(answer.headers().firstValue("traceparent").orElseThrow())
                .startsWith("00-" + trace + "-")
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() throws Exception {
        long started = System.nanoTime();
        assertProblem(node.get("/api/edge/statement?millis=30000"), 504, "deadline-exceeded");
        assertThat(millisSince(started)).isBetween(1900L, 4000L);
        assertThat(
                        node.database()
                                .number(
                                        "select count(*) from pg_stat_activity where state ="
                                                + " 'active' and query like '%pg_sleep%' and pid <>"
                                                + " pg_backend_pid()"))
                .isZero();
    }

    private static long millisSince(long started) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    @Test
    void aPoolInUseRefusesWithinASecondAndRecovers() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> held = threads.submit(() -> all(4, "/api/edge/statement?millis=1500"));
            while (node.node().database().pool().active() < 4) {
                Thread.sleep(5);
            }
            long started = System.nanoTime();
            assertProblem(node.get("/api/edge/statement?millis=0"), 503, "overloaded");
            assertThat(millisSince(started)).isBetween(400L, 1000L);
            assertLiveIsQuick();
            held.get();
        }
        assertThat(node.get("/api/edge/statement?millis=0").statusCode()).isEqualTo(200);
        assertThat(node.node().database().pool().active()).isZero();
    }

    private static void assertLiveIsQuick() throws Exception {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long started = System.nanoTime();
            assertThat(node.get("/live").statusCode()).isEqualTo(200);
            quickest = Math.min(quickest, millisSince(started));
        }
        assertThat(quickest).isLessThan(100);
    }

    @Test
    void whatIsTooMuchIsRefusedAndProbesAreNot() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> answers =
                    threads.submit(() -> all(40, "/api/edge/sleep?millis=700"));
            Thread.sleep(150);
            assertLiveIsQuick();
            assertThat(answers.get()).containsOnly(200, 503);
            assertThat(answers.get().stream().filter(status -> status == 200).count())
                    .isGreaterThanOrEqualTo(LIMIT)
                    .isLessThanOrEqualTo(LIMIT + 4);
        }
        assertThat(node.get("/api/edge/sleep?millis=0").statusCode()).isEqualTo(200);
    }

    static List<Integer> all(int count, String path) throws Exception {
        return all(node, count, path);
    }

    /** The statuses of as many requests at once. */
    static List<Integer> all(RunningNode node, int count, String path) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(() -> node.get(path).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(calls)) {
                statuses.add(each.get());
            }
        }
        return statuses;
    }

    @Test
    void aNodeThatStopsFinishesWhatItBeganAndIsNotReadyAtOnce() throws Exception {
        RunningNode stopping = RunningNode.started();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> inFlight =
                    threads.submit(() -> all(stopping, 50, "/api/edge/sleep?millis=2000"));
            Thread.sleep(Duration.ofSeconds(1));
            Future<?> stop = threads.submit(() -> stopping.node().close());
            Thread.sleep(Duration.ofMillis(50));

            HttpResponse<String> ready = stopping.get("/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("draining");
            assertThat(inFlight.get()).hasSize(50).containsOnly(200);
            stop.get();
        } finally {
            stopping.close();
        }
    }

    @Test
    void onlyPagesOfAllowedOriginsMayReadAnswers() throws Exception {
        var allowed = node.get("/api/edge/small", "Origin", "https://forum.example");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://forum.example");
        assertThat(allowed.headers().firstValue("Vary").orElse("")).contains("Origin");
        var preflight = node.send("OPTIONS", "/api/edge/small", "Origin", "https://forum.example");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).isPresent();
        var other = node.get("/api/edge/small", "Origin", "https://elsewhere.example");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
