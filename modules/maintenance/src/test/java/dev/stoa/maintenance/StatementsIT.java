package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.ReceivedSpan;
import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The catalogue of statements, their plans, the slow ring and the analysis of queries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsIT {
    private static final String STATEMENTS = "/api/ops/statements";

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final CapturedLog log = new CapturedLog();
    private final RunningNode node =
            RunningNode.with(
                    "tracing.otlp.endpoint",
                    receiver.endpoint(),
                    "tracing.sample-ratio",
                    "1",
                    "log.level",
                    "debug");
    private final TestClient admin = new TestClient(node.node().adminPort());
    private final TestClient client = new TestClient(node.node().httpPort());

    StatementsIT() throws IOException {}

    @BeforeAll
    void runSome() {
        node.database()
                .execute("create table insight_rows (n bigint primary key, note text not null)");
        assertThat(client.get("/insight/others").status()).isEqualTo(200);
        assertThat(client.get("/insight/mark?n=1").status()).isEqualTo(200);
        client.get("/api/forum/threads?tab=recent&limit=20");
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
        receiver.close();
        log.close();
    }

    private static JsonNode item(JsonNode items, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(items.spliterator(), false)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(items.toPrettyString()));
    }

    private TestClient.Answer explained(String statement, String json) {
        return admin.send("POST", STATEMENTS + "/" + statement + "/explain", json);
    }

    @Test
    void everyStatementThatRanIsThereWithWhatTheServerSawOfIt() {
        TestClient.Answer list = admin.get(STATEMENTS + "?sort=mean");

        JsonNode recent =
                item(
                        list.json().get("items"),
                        each -> each.get("name").asText().equals("forum.threads.recent"));
        assertThat(list.statements()).isEqualTo(2);
        assertThat(recent.get("calls").asLong()).isPositive();
        assertThat(recent.get("meanMs").asDouble()).isPositive();
        assertThat(recent.get("p95Ms").asDouble()).isPositive();
        assertThat(recent.get("rows").asLong()).isPositive();
        assertThat(recent.at("/server/calls").asLong()).isPositive();
        assertThat(recent.at("/server/meanMs").asDouble())
                .isPositive()
                .isLessThan(recent.get("meanMs").asDouble());
        assertThat(admin.get(STATEMENTS + "?sort=size").status()).isEqualTo(400);
    }

    @Test
    void oneStatementIsThereWithItsTextAndAnUnknownOneIsNot() {
        TestClient.Answer one = admin.get(STATEMENTS + "/insight.marks.set");

        assertThat(one.text("/text")).startsWith("insert into insight_rows");
        assertThat(one.text("/parameters/1")).isEqualTo("note");
        assertThat(one.statements()).isEqualTo(3);
        assertThat(admin.get(STATEMENTS + "/forum.threads.unknown").status()).isEqualTo(404);
        assertThat(explained("forum.threads.unknown", "").status()).isEqualTo(404);
    }

    @Test
    void aStatementIsExplainedWhateverItsValuesAre() {
        TestClient.Answer both =
                explained("insight.marks.find", "{\"of\":\"slowest\",\"parameters\":{\"n\":1}}");
        assertThat(both.status()).isEqualTo(422);
        assertThat(both.text("/errors/0/pointer")).isEqualTo("/of");
        TestClient.Answer generic = explained("forum.threads.recent", "");

        assertThat(generic.status()).as(generic.body()).isEqualTo(200);
        assertThat(generic.text("/basis")).isEqualTo("generic");
        assertThat(generic.text("/wasRun")).isEqualTo("false");
        assertThat(generic.text("/shape")).contains("Index Scan threads by idx_threads_recent");
        assertThat(generic.text("/text")).contains("cost=");
    }

    @Test
    void whatOnlyReadsIsRunWithTheGivenValuesWhichAreNotToldAgain() {
        client.get("/insight/find?n=1");
        TestClient.Answer found = explained("insight.marks.find", "{\"parameters\": {\"n\": 1}}");

        assertThat(found.text("/wasRun")).isEqualTo("true");
        assertThat(found.text("/actualMs")).isNotEmpty();
        assertThat(found.text("/text")).contains("n = ?").contains("actual time=");
    }

    @Test
    void whatWritesOrLocksIsPlannedAndNeverRun() {
        TestClient.Answer writes =
                explained("insight.marks.set", "{\"parameters\": {\"n\": 2, \"note\": \"two\"}}");
        TestClient.Answer locks =
                explained("insight.marks.lock", "{\"parameters\": {\"key\": 4713}}");

        assertThat(writes.text("/shape")).startsWith("ModifyTable insight_rows");
        assertThat(writes.text("/wasRun")).isEqualTo("false");
        assertThat(locks.text("/wasRun")).isEqualTo("false");
        assertThat(node.database().number("select count(*) from insight_rows where n = 2"))
                .isZero();
        assertThat(node.database().number("select count(*) from pg_locks where objid = 4713"))
                .isZero();
    }

    @Test
    void aStatementThatIsRunForItsPlanGetsTwoSeconds() {
        long started = System.nanoTime();
        TestClient.Answer many =
                explained("insight.marks.many", "{\"parameters\": {\"n\": 100000}}");

        assertThat(many.status()).isEqualTo(504);
        assertThat((System.nanoTime() - started) / 1e9).isBetween(1.9, 4.0);
    }

    @Test
    void valuesThatAreMissingUnknownOrRefusedArePointedAt() {
        TestClient.Answer few =
                explained("insight.marks.set", "{\"parameters\": {\"n\": 2, \"other\": 1}}");
        TestClient.Answer wrong =
                explained(
                        "insight.marks.set",
                        "{\"parameters\": {\"n\": \"a secret word\", \"note\": null}}");

        assertThat(few.status()).isEqualTo(422);
        assertThat(few.text("/errors/0/pointer")).isEqualTo("/parameters/other");
        assertThat(few.text("/errors/1/pointer")).isEqualTo("/parameters/note");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/parameters");
        assertThat(wrong.body()).contains("22P02").doesNotContain("a secret word");
        assertThat(explained("insight.marks.set", "{\"of\": \"best\"}").status()).isEqualTo(422);
        assertThat(explained("insight.marks.analyze", "").text("/code"))
                .isEqualTo("statement-without-plan");
    }

    @Test
    @Timeout(30)
    void aSlowRunIsInTheRingAndItsTraceWithAPlanThatHoldsNoValues() throws Exception {
        for (int i = 0; i < 4; i++) {
            client.get("/insight/slow");
        }
        TestClient.Answer slow = client.get("/insight/slow");
        String trace = slow.header("X-Trace-Id");

        JsonNode first = null;
        while (first == null) {
            Thread.sleep(20);
            for (JsonNode each : admin.get("/api/ops/slow-queries").json().get("latest")) {
                boolean isPlanned = !each.get("plan").isNull();
                if (isPlanned && each.get("statement").asText().equals("insight.members.slow")) {
                    first = each;
                }
            }
        }
        JsonNode last =
                item(
                        admin.get("/api/ops/slow-queries").json().get("latest"),
                        each -> each.get("traceId").asText().equals(trace));

        assertThat(first.get("plan").asText())
                .contains("on users", "username <> ?", "display_name <> ?")
                .doesNotContain("hunter2", "4711", "quoted");
        assertThat(first.get("route").asText()).isEqualTo("/insight/slow");
        assertThat(first.get("level").asText()).isEqualTo("warn");
        assertThat(first.get("durationMs").asDouble()).isGreaterThan(100);
        // Two a minute of one statement, and this is the fifth.
        assertThat(last.get("plan").isNull()).isTrue();
        String traced = first.get("traceId").asText();
        ReceivedSpan span =
                receiver.await(
                        each ->
                                each.traceId().equals(traced)
                                        && each.name().equals("insight.members.slow"));
        assertThat(span.events()).containsExactly("stoa.plan");
        assertThat(span.told().get("stoa.plan")).isEqualTo(first.get("plan").asText());
        assertThat(receiver.tree(traced)).contains("  CLIENT insight.members.slow\n");
        assertThat(receiver.spans().toString()).doesNotContain("hunter2");
        assertThat(log.events().toString()).doesNotContain("hunter2");
        assertThat(admin.get("/metrics/prometheus").body())
                .contains("stoa_plans_taken_total{outcome=\"taken\"")
                .contains("stoa_plans_taken_total{outcome=\"refused\"")
                .doesNotContain("hunter2");
        assertThat(explained("insight.members.slow", "{\"of\": \"slowest\"}").body())
                .contains("\"basis\":\"slowest\"")
                .doesNotContain("hunter2");
    }

    @Test
    void theAnalysisTellsStatementsThatARequestRepeats() {
        client.get("/insight/repeat");
        TestClient.Answer analysis = admin.get("/database/query-analysis");

        assertThat(analysis.status()).as(analysis.body()).isEqualTo(200);
        JsonNode repeated =
                item(
                        analysis.json().get("repeatedStatements"),
                        each -> each.get("route").asText().equals("/insight/repeat"));
        assertThat(repeated.get("statement").asText()).isEqualTo("insight.members.one");
        assertThat(repeated.get("mostInOneRequest").asInt()).isEqualTo(12);
        assertThat(analysis.json().get("statements")).isNotEmpty();
        assertThat(analysis.json().get("missingIndexes")).isEmpty();
        assertThat(analysis.statements()).isEqualTo(9);
    }
}
