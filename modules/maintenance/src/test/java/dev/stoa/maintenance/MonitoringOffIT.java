package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.TestClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A node whose monitoring is switched off. */
final class MonitoringOffIT {
    @Test
    void nothingIsMeasuredOrTracedAndAllElseIsAsItWas() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                RunningNode node =
                        RunningNode.with(
                                "monitoring.enabled",
                                "false",
                                "tracing.otlp.endpoint",
                                receiver.endpoint(),
                                "tracing.sample-ratio",
                                "1")) {
            TestClient admin = new TestClient(node.node().adminPort());
            HttpResponse<String> miss = node.get("/api/forum/threads?tab=recent&limit=3");
            HttpResponse<String> hit = node.get("/api/forum/threads?tab=recent&limit=3");
            assertThat(node.get("/faulty/broken").statusCode()).isEqualTo(500);

            assertThat(miss.headers().firstValue("X-Query-Count")).contains("1");
            assertThat(hit.headers().firstValue("X-Cache")).contains("HIT");
            assertThat(RunningNode.traceId(miss)).hasSize(32);
            assertThat(admin.get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
                    .isNotEmpty()
                    .allMatch(line -> line.matches("(jvm|process|system|stoa_build)_.*"));
            var observed = node.node().observability();
            assertThat(observed.traffic().routes()).isEmpty();
            assertThat(observed.traffic().errors()).isEmpty();
            assertThat(observed.statements().figures()).isEmpty();
            assertThat(observed.statements().totals().calls()).isZero();
            var report = admin.get("/metrics", "Accept", "application/json").json();
            assertThat(report.get("monitoring").asBoolean()).isFalse();
            assertThat(report.at("/requests/total").asInt()).isZero();
            assertThat(admin.get("/health").status()).isEqualTo(200);
            assertThat(admin.get("/api/ops/incident").status()).isEqualTo(200);
            assertThat(receiver.spans()).isEmpty();
        }
    }
}
