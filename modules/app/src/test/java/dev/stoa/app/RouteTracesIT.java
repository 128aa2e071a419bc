package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.FixedAnswer;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.ReceivedSpan;
import dev.stoa.testkit.SignalsCheck;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import dev.stoa.testkit.TestRedis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The trace of every kind of route of a whole node, as it comes over OTLP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RouteTracesIT {
    private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final FixedAnswer chain =
            FixedAnswer.of("[{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"}]");
    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final TestRedis redis = TestRedis.started();
    private final DemoNode node =
            DemoNode.start(
                    Map.of(
                            "redis.url",
                            redis.url(),
                            "rate-limits.profile",
                            "on",
                            "tracing.otlp.endpoint",
                            receiver.endpoint(),
                            "tracing.sample-ratio",
                            "1",
                            "sessions.balances.source",
                            "json-rpc",
                            "sessions.balances.json-rpc.url",
                            chain.origin() + "/a-key"));
    private final TestClient http = new TestClient(node.node().httpPort());
    private final TestClient admin = new TestClient(node.node().adminPort());
    private TestMember member = new TestMember(0, "", "");

    RouteTracesIT() throws IOException {}

    @BeforeAll
    void signIn() throws Exception {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!http.get("/ready").body().equals("{\"status\":\"ready\"}")
                && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        member = TestMember.of("admin", http, node.database());
    }

    @AfterAll
    void stop() {
        node.close();
        redis.close();
        receiver.close();
        chain.close();
    }

    private String tree(Answer answer) throws InterruptedException {
        assertThat(answer.status()).as(answer.body()).isLessThan(400);
        return treeOf(answer.header("X-Trace-Id"));
    }

    /** Its spans are sent in one go, of which a batch may still hold back some. */
    private String treeOf(String trace) throws InterruptedException {
        receiver.awaitServer(trace);
        Thread.sleep(100);
        return receiver.tree(trace);
    }

    private ReceivedSpan span(Answer answer, String name) throws InterruptedException {
        String trace = answer.header("X-Trace-Id");
        return receiver.await(span -> span.traceId().equals(trace) && span.name().equals(name));
    }

    private long thread() {
        return node.database()
                .number(
                        "select max(t.id) from threads t where not is_removed and not is_locked"
                                + " and published_at is not null");
    }

    @Test
    void aListTakesATokenLooksIntoTheCacheAndAsksTheDatabase() throws Exception {
        Answer answer = http.get("/api/forum/threads?tab=recent&limit=7");

        assertThat(tree(answer))
                .isEqualTo(
                        """
                        SERVER GET /api/forum/threads
                          INTERNAL rate limit
                          INTERNAL cache get
                            CLIENT redis GET
                          INTERNAL pool wait
                          CLIENT forum.threads.recent
                          INTERNAL serialise
                          INTERNAL cache put
                        """);
        assertThat(span(answer, "rate limit").attributes())
                .isEqualTo(
                        Map.of(
                                "stoa.ratelimit.policy", "read",
                                "stoa.ratelimit.result", "allowed"));
    }

    @Test
    void oneThreadIsTwoStatementsOfWhichEachIsASpan() throws Exception {
        assertThat(tree(http.get("/api/forum/threads/" + thread())))
                .startsWith("SERVER GET /api/forum/threads/{id}\n  INTERNAL rate limit\n")
                .contains("  CLIENT forum.threads.open\n")
                .contains("  INTERNAL cache get\n    CLIENT redis GET\n")
                .contains("  INTERNAL cache put\n");
    }

    @Test
    void aListForAMemberFindsOutWhoAsksAndLaysTheirStatesOverTheSharedPage() throws Exception {
        http.get("/api/forum/threads?tab=new&limit=7");
        Answer answer =
                http.get(
                        "/api/forum/threads?tab=new&limit=7",
                        TestMember.of("member", http, node.database()).credential());

        assertThat(tree(answer))
                .startsWith(
                        """
                        SERVER GET /api/forum/threads
                          INTERNAL viewer
                            INTERNAL pool wait
                            CLIENT sessions.logins.resolve
                          INTERNAL rate limit
                          INTERNAL cache get
                        """)
                .contains("  CLIENT forum.viewer.");
        assertThat(span(answer, "viewer").attributes())
                .isEqualTo(Map.of("stoa.viewer.credential", "bearer"));
    }

    @Test
    void aWriteWithAKeyIsOneTransactionWhoseStatementsAreSpans() throws Exception {
        Answer answer =
                http.send(
                        "POST",
                        "/api/forum/threads/" + thread() + "/posts",
                        "{\"body\":\"A reply that is traced.\"}",
                        member.credential("Idempotency-Key", UUID.randomUUID().toString()));

        assertThat(tree(answer))
                .startsWith("SERVER POST /api/forum/threads/{id}/posts\n  INTERNAL viewer\n")
                .contains("  INTERNAL rate limit\n")
                .containsSubsequence(
                        "  CLIENT platform.idempotency.lock\n",
                        "  CLIENT platform.idempotency.find\n",
                        "  CLIENT forum.",
                        "  CLIENT platform.idempotency.store\n")
                .contains("  INTERNAL serialise\n");
        String text = span(answer, "platform.idempotency.store").attributes().get("db.query.text");
        assertThat(text).contains("into idempotency_keys", "values (?, ?").doesNotContain("traced");
    }

    @Test
    void aSearchIsSeen() throws Exception {
        assertThat(tree(http.get("/api/forum/search?q=tram")))
                .startsWith("SERVER GET /api/forum/search\n  INTERNAL rate limit\n")
                .contains("  CLIENT forum.search.threads\n");
    }

    @Test
    void aStreamIsATraceThatEndsWithIt() throws Exception {
        try (InputStream in = http.stream("/api/forum/events?topics=thread:" + thread())) {
            assertThat(in.read()).isPositive();
        }
        http.send(
                "POST",
                "/api/forum/threads/" + thread() + "/posts",
                "{\"body\":\"It is noticed that the reader has gone.\"}",
                member.credential());
        ReceivedSpan server = receiver.await(span -> span.name().equals("GET /api/forum/events"));
        assertThat(server.kind()).isEqualTo("SERVER");
        assertThat(server.isError()).isFalse();
    }

    @Test
    void telemetryIsWaitedForUntilItIsOnTheDisk() throws Exception {
        Answer answer =
                http.send(
                        "POST",
                        "/api/telemetry/events",
                        "[{\"eventId\":\"%s\",\"type\":\"page.viewed\",\"occurredAt\":\"%s\"}]"
                                .formatted(UUID.randomUUID(), Instant.now()),
                        member.credential());

        assertThat(tree(answer))
                .startsWith("SERVER POST /api/telemetry/events\n  INTERNAL viewer\n")
                .contains("  INTERNAL group commit\n");
    }

    @Test
    void signingInIsSeen() throws Exception {
        TestMember.of("member", http, node.database());
        ReceivedSpan server =
                receiver.await(span -> span.name().equals("POST /api/sessions/auth/verify"));

        assertThat(treeOf(server.traceId()))
                .contains("  INTERNAL rate limit\n    CLIENT redis EVAL\n")
                .contains("  CLIENT sessions.nonces.")
                .contains("  CLIENT sessions.");
    }

    @Test
    void aTransferIsSeen() throws Exception {
        Answer answer =
                http.send(
                        "POST",
                        "/api/sessions/ledger/grants",
                        "{\"member\":\"%d\",\"asset\":\"credit\",\"amount\":\"5\",\"reason\":\"why\"}"
                                .formatted(member.id()),
                        member.credential("Idempotency-Key", "traced-grant"));

        assertThat(tree(answer))
                .startsWith("SERVER POST /api/sessions/ledger/grants\n  INTERNAL viewer\n")
                .contains("  CLIENT sessions.ledger.");
    }

    @Test
    void aBalanceIsAskedForWithTheIdOfItsSpan() throws Exception {
        Answer answer =
                http.get(
                        "/api/sessions/balances/" + member.address(),
                        member.credential(
                                "traceparent",
                                "00-" + CALLER + "-00f067aa0ba902b7-01",
                                "tracestate",
                                "rojo=1,congo=t61"));

        assertThat(tree(answer)).contains("  CLIENT POST\n");
        ReceivedSpan call = span(answer, "POST");
        assertThat(call.attributes())
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("url.full", chain.origin())
                .doesNotContainValue("a-key");
        assertThat(chain.header("Traceparent"))
                .containsExactly("00-" + CALLER + "-" + call.spanId() + "-01");
        assertThat(chain.header("Tracestate")).containsExactly("rojo=1,congo=t61");
        assertThat(receiver.awaitServer(CALLER).parentId()).isEqualTo("00f067aa0ba902b7");
        assertThat(answer.header("traceparent")).startsWith("00-" + CALLER + "-");
    }

    @Test
    void aRouteOfOperatorsIsSeenAndTakesNoToken() throws Exception {
        assertThat(tree(admin.get("/api/ops/jobs")))
                .startsWith("SERVER GET /api/ops/jobs\n")
                .contains("  CLIENT platform.jobs.list\n")
                .doesNotContain("rate limit");
    }

    @Test
    void aRunOfAJobIsATraceOfItsOwn() throws Exception {
        assertThat(admin.post("/api/ops/jobs/sessions.ledger.audit/runs").status()).isEqualTo(202);
        ReceivedSpan run = receiver.await(span -> span.name().equals("job sessions.ledger.audit"));

        assertThat(run.kind()).isEqualTo("INTERNAL");
        assertThat(run.parentId()).isEmpty();
        assertThat(run.attributes()).containsEntry("stoa.job.name", "sessions.ledger.audit");
        assertThat(treeOfRun(run)).contains("  CLIENT platform.jobs.begin\n");
    }

    private String treeOfRun(ReceivedSpan run) throws InterruptedException {
        Thread.sleep(100);
        return receiver.tree(run.traceId());
    }

    @Test
    void aMethodNobodyHasHeardOfIsNoPartOfAName() throws Exception {
        Answer answer = http.send("BREW", "/no/such/route", "");
        ReceivedSpan server = receiver.awaitServer(answer.header("X-Trace-Id"));

        assertThat(server.name()).isEqualTo("HTTP UNMATCHED");
        assertThat(server.attributes()).containsEntry("http.request.method", "_OTHER");
    }

    @Test
    void aRefusalNamesThePolicyAndAWrongCredentialIsNoViewer() throws Exception {
        Answer answer = http.get("/api/sessions/me", "Authorization", "Bearer nonsense");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(span(answer, "viewer").attributes())
                .containsEntry("error.type", "unauthenticated");
        assertThat(span(answer, "rate limit").attributes())
                .containsEntry("stoa.ratelimit.policy", "auth-failure");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void whatIsListedIsWhatCame() throws Exception {
        SignalsCheck check =
                SignalsCheck.of(
                        Path.of(System.getProperty("stoa.root"), "observability", "signals.yaml"));
        // A slow statement's and a defect's are held by modules/maintenance.
        assertThat(check.silent(receiver.spans()))
                .isSubsetOf(
                        "db.response.status_code",
                        "exception",
                        "error.type",
                        "stoa.plan",
                        "stoa.slow");
        assertThat(check.spans(receiver.spans())).noneMatch(each -> each.contains("not listed"));
        assertThat(receiver.spans().toString())
                .doesNotContain(member.token(), "a-key", "A reply that is traced", "Bearer ");
    }
}
