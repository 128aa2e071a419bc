package dev.stoa.platform.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.ScrapeTarget;
import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
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
        Path prometheus = Tool.find("prometheus");
        ScrapeTarget plain = serve("text/plain");
        ScrapeTarget open = serve("application/openmetrics-text; version=1.0.0");
        int port = freePort();
        Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 500ms, scrape_timeout: 400ms}
                scrape_configs:
                  - job_name: plain
                    static_configs: [{targets: ["%s"]}]
                  - job_name: open
                    static_configs: [{targets: ["%s"]}]
                """
                        .formatted(plain.address(), open.address()));
        Process process =
                new ProcessBuilder(
                                prometheus.toString(),
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--enable-feature=exemplar-storage")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            String api = "http://127.0.0.1:" + port + "/api/v1/";
            String series = "http_server_request_duration_seconds_count%7Broute%3D%22/a%22%7D";
            String both = await(api + "query?query=" + series, "\"job\":\"plain\"");
            assertThat(await(api + "query?query=" + series, "\"job\":\"open\"")).isNotEmpty();
            assertThat(both).contains("\"value\":[");
            assertThat(await(api + "query?query=up", "\"job\":\"open\"")).doesNotContain("\"0\"");
            String found =
                    await(
                            api
                                    + "query_exemplars?start=0&end=9999999999"
                                    + "&query=http_server_request_duration_seconds_bucket",
                            "trace_id");
            assertThat(found).contains("span_id");
        } finally {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
            process.destroyForcibly();
            plain.close();
            open.close();
        }
    }

    /** Serves the scrape in one format, whatever is asked for. */
    private ScrapeTarget serve(String accept) throws IOException {
        return ScrapeTarget.start(
                node.scrape(accept).contentType(), () -> node.scrape(accept).body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String await(String address, String wanted) throws Exception {
        String last = "";
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 150 && !last.contains(wanted); i++) {
                try {
                    last =
                            client.send(
                                            HttpRequest.newBuilder(URI.create(address)).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body();
                } catch (IOException e) {
                    last = e.toString();
                }
                Thread.sleep(100);
            }
        }
        assertThat(last).contains(wanted);
        return last;
    }
}
