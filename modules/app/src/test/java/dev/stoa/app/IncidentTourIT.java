package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.Tool;
import dev.stoa.testkit.ZipkinServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a list that became slow to the index that is missing, the way an operator goes: panel,
 * exemplar, trace in a real viewer, statement, plan, advice, and the cure. Each step takes what it
 * asks for from the answer to the step before; all answers are in target/tour.txt.
 */
@Tag("viewer")
final class IncidentTourIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIST = "/api/forum/threads?tab=recent&limit=20";
    private static final String P95 =
            "histogram_quantile(0.95, sum by (route, le)"
                    + " (rate(http_server_request_duration_seconds_bucket{route=\"/api/forum/threads\"}[1m])))";
    private static final String STATEMENT =
            "topk(1, sum by (statement) (rate(db_client_operation_duration_seconds_sum[1m])))";
    private static final Pattern EXEMPLAR =
            Pattern.compile(
                    "http_server_request_duration_seconds_bucket\\{[^}]*route=\"/api/forum/threads\"[^}]*} \\S+"
                            + " # \\{[^}]*trace_id=\"([0-9a-f]{32})\"[^}]*} (\\S+) (\\S+)");
    private static final String GROW =
            """
            with made as (
                insert into threads (structure_id, user_id, title, slug, excerpt, last_post_number,
                                     last_post_at, last_post_user_id, published_at, created_at)
                select t.structure_id, t.user_id, 'Thread ' || n, 'thread-' || n, 'Grown.', 1,
                       now() - n * interval '1 minute', t.user_id,
                       now() - n * interval '1 minute', now() - n * interval '1 minute'
                  from generate_series(1, 300000) n
                  join (select row_number() over () - 1 as place, count(*) over () as places, threads.*
                          from threads where not is_removed and published_at is not null) t
                    on t.place = n % t.places
                returning id)
            insert into thread_stats (thread_id) select id from made on conflict do nothing
            """;

    private final StringBuilder told = new StringBuilder();

    @Test
    void aSlowListLeadsToItsMissingIndex(@TempDir Path folder) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ZipkinServer zipkin = ZipkinServer.start(jar(), folder);
                DemoNode node =
                        DemoNode.start(
                                Map.of(
                                        "tracing.otlp.endpoint", receiver.endpoint(),
                                        "tracing.sample-ratio", "1",
                                        "cache.enabled", "false",
                                        "maintenance.plans.per-minute", "30"));
                Prometheus prometheus =
                        Prometheus.start(
                                folder,
                                """
                                  - job_name: stoa
                                    metrics_path: /metrics/prometheus
                                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                                """
                                        .formatted(node.node().adminPort()))) {
            receiver.tell(zipkin::take);
            TestClient http = new TestClient(node.node().httpPort());
            TestClient admin = new TestClient(node.node().adminPort());
            node.database().execute(GROW);
            node.database().execute("analyze threads, thread_stats");
            ask(http, Duration.ofSeconds(5));
            double before = value(prometheus, P95);
            node.database().execute("drop index idx_threads_recent");
            double dropped = System.currentTimeMillis() / 1000.0;
            ask(http, Duration.ofSeconds(60));

            say("what the panel of the route shows", P95);
            double after = value(prometheus, P95);
            say("seconds before and after", before + " " + after);
            assertThat(after).isGreaterThan(0.1).isGreaterThan(2 * before);
            String exemplar =
                    prometheus.await(
                            "query_exemplars?start=0&end=9999999999&query="
                                    + encoded("http_server_request_duration_seconds_bucket"),
                            "trace_id");
            say("exemplars as Prometheus has them", exemplar);

            String trace = slowest(admin, dropped);
            prometheus.await(
                    "query_exemplars?start=0&end=9999999999&query="
                            + encoded("http_server_request_duration_seconds_bucket"),
                    trace);
            JsonNode spans = zipkin.trace(trace);
            say("the trace in Zipkin", spans.toPrettyString());
            Map<String, String> statement = ZipkinServer.tags(spans, "forum.threads.recent");
            assertThat(statement)
                    .containsEntry("db.system.name", "postgresql")
                    .containsKey("stoa.slow")
                    .containsEntry("db.query.summary", "forum.threads.recent");
            assertThat(statement.get("db.query.text")).contains("?").doesNotContain("infinity");
            picture(zipkin.address() + "/zipkin/traces/" + trace);

            say("which statement takes most time", value(prometheus, STATEMENT) + "");
            say("slow queries", withPlan(admin, "forum.threads.recent").toPrettyString());
            String missing = admin.get("/api/ops/indexes").json().get("missing").toString();
            say("indexes that are missing", missing);
            assertThat(missing).contains("idx_threads_recent");
            cure(admin);
            ask(http, Duration.ofSeconds(70));
            double cured = value(prometheus, P95);
            say("seconds after the cure", cured + "");
            assertThat(cured).isLessThan(after / 2);
        } finally {
            Files.writeString(Path.of("target", "tour.txt"), told);
        }
    }

    private static Path jar() throws IOException {
        Path jar = Path.of("target", "viewer", "zipkin-server-3.6.1-exec.jar");
        assertThat(jar).as("the profile viewer fetches it").exists();
        return jar;
    }

    private void say(String what, String text) {
        told.append("### ").append(what).append('\n').append(text).append("\n\n");
    }

    private static void ask(TestClient http, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            assertThat(http.get(LIST).status()).isEqualTo(200);
            Thread.sleep(200);
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private double value(Prometheus prometheus, String query) throws Exception {
        String answer = prometheus.await("query?query=" + encoded(query), "\"value\"");
        say("query " + query, answer);
        return JSON.readTree(answer).at("/data/result/0/value/1").asDouble();
    }

    /** The trace of the exemplar with the highest value, of the node's own OpenMetrics. */
    private String slowest(TestClient admin, double since) {
        String text =
                admin.get(
                                "/metrics/prometheus",
                                "Accept",
                                "application/openmetrics-text; version=1.0.0")
                        .body();
        Matcher found = EXEMPLAR.matcher(text);
        String trace = "";
        double highest = 0;
        while (found.find()) {
            double value = Double.parseDouble(found.group(2));
            if (value > highest && Double.parseDouble(found.group(3)) > since) {
                highest = value;
                trace = found.group(1);
                say("a bucket with its exemplar", found.group());
            }
        }
        assertThat(trace).as(text).isNotEmpty();
        return trace;
    }

    private static JsonNode withPlan(TestClient admin, String statement) {
        for (JsonNode run : admin.get("/api/ops/slow-queries").json().findParents("plan")) {
            if (run.path("statement").asText().equals(statement) && !run.path("plan").isNull()) {
                return run;
            }
        }
        throw new AssertionError("no plan of " + statement);
    }

    /** Looks for advice, follows it, and waits until that is done. */
    private void cure(TestClient admin) throws InterruptedException {
        String id = "index-missing:idx_threads_recent";
        JsonNode advice = JSON.nullNode();
        for (JsonNode each : admin.get("/api/ops/indexes/advice").json().get("items")) {
            advice = each.path("id").asText().equals(id) ? each : advice;
        }
        say("the advice", advice.toPrettyString());
        assertThat(advice.isNull()).isFalse();
        TestClient.Answer applied = admin.post("/api/ops/indexes/advice/" + id + "/apply");
        say("applying it", applied.status() + " " + applied.header("Location"));
        assertThat(applied.status()).isEqualTo(202);
        JsonNode build = admin.get(applied.header("Location")).json();
        while (build.get("endedAt").isNull()) {
            Thread.sleep(100);
            build = admin.get(applied.header("Location")).json();
        }
        say("how it went", build.toPrettyString());
        assertThat(build.get("status").asText()).isEqualTo("succeeded");
    }

    /** What a person sees of the trace. */
    private static void picture(String address) throws Exception {
        Path file = Path.of("target", "trace.png").toAbsolutePath();
        Process chromium =
                new ProcessBuilder(
                                Tool.find("chromium").toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--hide-scrollbars",
                                "--window-size=1500,900",
                                "--virtual-time-budget=15000",
                                "--screenshot=" + file,
                                address)
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of("target", "chromium.log").toFile())
                        .start();
        try {
            assertThat(chromium.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            chromium.destroyForcibly();
        }
        assertThat(file).isNotEmptyFile();
    }
}
