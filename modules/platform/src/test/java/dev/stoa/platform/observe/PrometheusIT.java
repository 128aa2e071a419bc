package dev.stoa.platform.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.ScrapeTarget;
import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scrape before the real promtool and the real Prometheus. */
final class PrometheusIT {
    private static final long MS = 1_000_000;

    @TempDir private Path folder = Path.of("");

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final Observability node =
            Observability.of(
                    Settings.of(
                            Map.of(
                                    "tracing.otlp.endpoint",
                                    receiver.endpoint(),
                                    "tracing.sample-ratio",
                                    "1")),
                    "test");

    PrometheusIT() throws IOException {}

    @BeforeEach
    void serveARequest() {
        RequestTrace trace = node.tracing().request("GET", "/a", "/a", null);
        HttpMeters meters = node.http("GET", "/a");
        meters.begin();
        trace.end(200, null, 4 * MS);
        meters.record(200, null, 4 * MS, Work.within("/a", Duration.ofSeconds(1), trace));
    }

    @AfterEach
    void stop() {
        node.close();
        receiver.close();
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        Path promtool = Tool.find("promtool");
        Process process =
                new ProcessBuilder(promtool.toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = process.getOutputStream()) {
            in.write(node.scrape(null).body());
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void openMetricsHasExemplarsOnBucketsAndNoneOnCounts() {
        String text = node.scrape("application/openmetrics-text; version=1.0.0").text();

        assertThat(text).endsWith("# EOF\n");
        assertThat(text.lines().filter(line -> line.contains("# {")))
                .isNotEmpty()
                .allMatch(line -> line.contains("_bucket{"));
    }

    @Test
    void prometheusTakesBothFormatsAndKeepsTheExemplar() throws Exception {
        try (ScrapeTarget plain = serve("text/plain");
                ScrapeTarget open = serve("application/openmetrics-text; version=1.0.0");
                Prometheus prometheus =
                        Prometheus.start(
                                folder,
                                """
                                  - job_name: plain
                                    static_configs: [{targets: ["%s"]}]
                                  - job_name: open
                                    static_configs: [{targets: ["%s"]}]
                                """
                                        .formatted(plain.address(), open.address()))) {
            String series = "http_server_request_duration_seconds_count%7Broute%3D%22/a%22%7D";
            String both = prometheus.await("query?query=" + series, "\"job\":\"plain\"");
            assertThat(prometheus.await("query?query=" + series, "\"job\":\"open\"")).isNotEmpty();
            assertThat(both).contains("\"value\":[");
            assertThat(prometheus.await("query?query=up", "\"job\":\"open\""))
                    .doesNotContain("\"0\"");
            String found =
                    prometheus.await(
                            "query_exemplars?start=0&end=9999999999"
                                    + "&query=http_server_request_duration_seconds_bucket",
                            "trace_id");
            assertThat(found).contains("span_id");
        }
    }

    /** Serves the scrape in one format, whatever is asked for. */
    private ScrapeTarget serve(String accept) throws IOException {
        return ScrapeTarget.start(
                node.scrape(accept).contentType(), () -> node.scrape(accept).body());
    }
}
