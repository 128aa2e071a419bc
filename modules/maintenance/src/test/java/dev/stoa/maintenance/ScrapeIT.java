package dev.stoa.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.ScrapeTarget;
import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scrape of a whole node: its form, its size, its cost, before real tools. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScrapeIT {
    private static final String PATH = "/metrics/prometheus";
    private static final String REQUESTS = "http_server_request_duration_seconds_count";
    private static final String OPEN = "application/openmetrics-text; version=1.0.0";

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final RunningNode node =
            RunningNode.with(
                    "tracing.otlp.endpoint",
                    receiver.endpoint(),
                    "tracing.sample-ratio",
                    "1",
                    "version",
                    "v7-3-gabc");

    ScrapeIT() throws IOException {}

    @BeforeAll
    void ask() throws Exception {
        node.get("/api/forum/threads?tab=recent");
        node.get("/api/forum/threads?tab=bogus");
        node.get("/faulty/broken");
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
        receiver.close();
    }

    private String scrape(String accept) {
        try {
            return node.admin(PATH, "Accept", accept).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> lines(String start) {
        return scrape("text/plain").lines().filter(line -> line.startsWith(start)).toList();
    }

    /** Marks of deploys on the boards go by it. */
    @Test
    void aDeployIsCalledAsItsSettingSays() {
        assertThat(lines("stoa_build_info"))
                .singleElement()
                .asString()
                .contains("version=\"v7-3-gabc\"");
    }

    @Test
    void theScrapeIsOnTheAdminListenerOnly() throws Exception {
        assertThat(node.get(PATH).statusCode()).isEqualTo(404);
        assertThat(node.admin(PATH).headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(node.admin(PATH, "Accept", OPEN).headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        Process process =
                new ProcessBuilder(Tool.find("promtool").toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = process.getOutputStream()) {
            in.write(scrape("text/plain").getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aThousandRandomAddressesAddOneSeries() throws Exception {
        List<String> before = matched();
        for (int i = 0; i < 1000; i++) {
            node.get("/unmatched-" + UUID.randomUUID());
        }
        assertThat(matched()).hasSameSizeAs(before);
        assertThat(lines(REQUESTS).stream().filter(ScrapeIT::isUnmatched)).hasSize(1);
        assertThat(lines("")).noneMatch(line -> line.contains("unmatched-"));
    }

    private List<String> matched() {
        // The scrape itself is a request, seen from the next one on.
        lines("");
        return lines("").stream()
                .filter(line -> line.contains("route=") && !isUnmatched(line))
                .toList();
    }

    private static boolean isUnmatched(String line) {
        return line.contains("route=\"UNMATCHED\"");
    }

    @Test
    void aScrapeIsQuickAndSmall() throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long started = System.nanoTime();
            String text = scrape(OPEN);
            best = Math.min(best, System.nanoTime() - started);
            assertThat(text.length()).isLessThan(1 << 20);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(best)).isLessThan(50);
    }

    @Test
    void prometheusTakesBothFormatsAndKeepsExemplars(@TempDir Path folder) throws Exception {
        try (ScrapeTarget plain =
                        ScrapeTarget.start(
                                "text/plain; version=0.0.4; charset=utf-8",
                                () -> scrape("text/plain").getBytes(UTF_8));
                Prometheus prometheus =
                        Prometheus.start(
                                folder,
                                """
                                  - job_name: plain
                                    static_configs: [{targets: ["%s"]}]
                                  - job_name: open
                                    metrics_path: %s
                                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                                """
                                        .formatted(
                                                plain.address(), PATH, node.node().adminPort()))) {
            prometheus.await("query?query=" + REQUESTS, "\"job\":\"plain\"");
            prometheus.await("query?query=" + REQUESTS, "\"job\":\"open\"");
            prometheus.await(
                    "query_exemplars?start=0&end=9999999999"
                            + "&query=http_server_request_duration_seconds_bucket",
                    "trace_id");
            assertThat(prometheus.await("query?query=min(up)", "\"value\"")).contains("\"1\"]");
        }
    }
}
