package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.ReceivedSpan;
import dev.stoa.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The traces of a whole node on a real receiver: which spans, in which order, below which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceTreesIT {
    private static final String CALLER = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final TestRedis redis = TestRedis.started();
    private final RunningNode node = onRedis();

    TraceTreesIT() throws Exception {}

    private RunningNode onRedis() {
        return traced("1", "redis.url", redis.url());
    }

    private RunningNode traced(String ratio, String key, String value) {
        return RunningNode.with(
                "tracing.otlp.endpoint",
                receiver.endpoint(),
                "tracing.sample-ratio",
                ratio,
                key,
                value);
    }

    @BeforeAll
    void awaitRedis() throws Exception {
        node.until("/ready", answer -> answer.body().equals("{\"status\":\"ready\"}"));
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
        redis.close();
        receiver.close();
    }

    private String tree(HttpResponse<String> answer) throws InterruptedException {
        receiver.awaitServer(RunningNode.traceId(answer));
        return receiver.tree(RunningNode.traceId(answer));
    }

    private ReceivedSpan span(HttpResponse<String> answer, String name)
            throws InterruptedException {
        String trace = RunningNode.traceId(answer);
        return receiver.await(span -> span.traceId().equals(trace) && span.name().equals(name));
    }

    @Test
    void aMissLooksIntoRedisAsksTheDatabaseWritesTheBodyAndKeepsIt() throws Exception {
        HttpResponse<String> miss = node.get("/api/forum/threads?tab=recent&limit=7");

        assertThat(miss.headers().firstValue("X-Cache")).contains("MISS");
        assertThat(tree(miss))
                .isEqualTo(
                        """
                        SERVER GET /api/forum/threads
                          INTERNAL cache get
                            CLIENT redis GET
                          INTERNAL pool wait
                          CLIENT forum.threads.recent
                          INTERNAL serialise
                          INTERNAL cache put
                        """);
        assertThat(span(miss, "cache get").attributes())
                .isEqualTo(
                        Map.of("stoa.cache.name", "threads-recent", "stoa.cache.result", "miss"));
        assertThat(span(miss, "redis GET").attributes())
                .isEqualTo(Map.of("db.system.name", "redis", "db.operation.name", "GET"));
        assertThat(span(miss, "forum.threads.recent").attributes())
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.query.summary", "forum.threads.recent")
                .containsEntry("db.response.returned_rows", "11")
                .hasEntrySatisfying(
                        "db.query.text",
                        text ->
                                assertThat(text)
                                        .contains("from threads")
                                        .doesNotContain(":as_of", "infinity"));
        assertThat(span(miss, "cache put").attributes())
                .isEqualTo(Map.of("stoa.cache.name", "threads-recent"));
    }

    @Test
    void aHitIsOneReadOfMemory() throws Exception {
        node.get("/api/forum/threads?tab=new&limit=7");
        HttpResponse<String> hit = node.get("/api/forum/threads?tab=new&limit=7");

        assertThat(hit.headers().firstValue("X-Cache")).contains("HIT");
        assertThat(tree(hit))
                .isEqualTo(
                        """
                        SERVER GET /api/forum/threads
                          INTERNAL cache get
                        """);
        assertThat(span(hit, "cache get").attributes()).containsEntry("stoa.cache.result", "hit");
    }

    @Test
    void whatAnotherNodeKeptIsReadFromRedis() throws Exception {
        String path = "/api/forum/threads?tab=top&limit=7";
        node.get(path);
        try (RunningNode other = onRedis()) {
            other.until("/ready", answer -> answer.body().equals("{\"status\":\"ready\"}"));
            HttpResponse<String> shared = other.get(path);

            assertThat(shared.headers().firstValue("X-Cache")).contains("HIT");
            assertThat(tree(shared))
                    .isEqualTo(
                            """
                            SERVER GET /api/forum/threads
                              INTERNAL cache get
                                CLIENT redis GET
                            """);
        }
    }

    @Test
    void anUnchangedAnswerIsTracedAs304() throws Exception {
        String path = "/api/forum/threads?tab=recent&limit=6";
        String etag = node.get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> unchanged = node.get(path, "If-None-Match", etag);

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(tree(unchanged)).startsWith("SERVER GET /api/forum/threads\n");
        assertThat(span(unchanged, "GET /api/forum/threads").attributes())
                .containsEntry("http.response.status_code", "304");
    }

    @Test
    void aClientsMistakeIsNoErrorOfTheServer() throws Exception {
        HttpResponse<String> wrong = node.get("/api/forum/threads?tab=bogus");

        assertThat(wrong.statusCode()).isEqualTo(400);
        ReceivedSpan server = receiver.awaitServer(RunningNode.traceId(wrong));
        assertThat(server.isError()).isFalse();
        assertThat(server.attributes())
                .containsEntry("http.response.status_code", "400")
                .doesNotContainKey("error.type");
        assertThat(receiver.awaitServer(RunningNode.traceId(node.get("/no/such/route"))).name())
                .isEqualTo("GET UNMATCHED");
    }

    @Test
    void aDefectIsAnErrorWhoseTraceTheLogLineNames() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            HttpResponse<String> broken =
                    node.get("/faulty/broken", "traceparent", "00-" + CALLER + "-" + SPAN + "-01");

            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(RunningNode.traceId(broken)).isEqualTo(CALLER);
            ReceivedSpan server = receiver.awaitServer(CALLER);
            assertThat(server.isError()).isTrue();
            assertThat(server.parentId()).isEqualTo(SPAN);
            assertThat(server.events()).containsExactly("exception");
            assertThat(server.attributes()).containsEntry("error.type", "IllegalStateException");
            assertThat(log.events())
                    .anySatisfy(
                            event ->
                                    assertThat(event)
                                            .containsEntry("level", "error")
                                            .containsEntry("trace_id", CALLER)
                                            .containsEntry("span_id", server.spanId())
                                            .containsEntry("route", "/faulty/broken"));
        }
    }

    @Test
    void withoutItsDatabaseARequestIsAnErrorAndSlowOnesAreKeptAtRatioZero() throws Exception {
        try (RunningNode lean = traced("0", "tracing.slow", "250ms")) {
            HttpResponse<String> fine = lean.get("/api/forum/threads?tab=recent&limit=7");
            HttpResponse<String> slow = lean.get("/faulty/slow");
            lean.databaseWay().refuse();
            HttpResponse<String> failed = lean.get("/api/forum/threads?tab=recent&limit=8");

            assertThat(failed.statusCode()).isEqualTo(503);
            ReceivedSpan server = receiver.awaitServer(RunningNode.traceId(failed));
            assertThat(server.isError()).isTrue();
            assertThat(tree(failed)).startsWith("SERVER GET /api/forum/threads\n");
            assertThat(tree(slow)).isEqualTo("SERVER GET /faulty/slow\n  INTERNAL serialise\n");
            assertThat(receiver.trace(RunningNode.traceId(fine))).isEmpty();
        }
    }

    @Test
    void aFrozenRedisIsAnErrorOfItsSpanOnly() throws Exception {
        redis.freeze();
        try {
            HttpResponse<String> answer = node.get("/api/forum/threads?tab=recent&limit=9");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(tree(answer)).contains("  INTERNAL cache get\n    CLIENT redis GET\n");
            ReceivedSpan asked = span(answer, "redis GET");
            assertThat(asked.isError()).isTrue();
            assertThat(asked.attributes()).containsKey("error.type");
            assertThat(span(answer, "GET /api/forum/threads").isError()).isFalse();
        } finally {
            redis.thaw();
            node.until("/ready", ready -> ready.body().equals("{\"status\":\"ready\"}"));
        }
    }
}
