package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.SignalsCheck;
import dev.stoa.testkit.TestRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A busy node against signals.yaml, both ways: what it emits is listed, what is listed it emits.
 */
final class SignalsIT {
    private static final List<String> ASKED =
            List.of(
                    "/api/forum/threads?tab=recent&limit=20",
                    "/api/forum/threads?tab=recent&limit=20",
                    "/api/forum/threads?tab=trending",
                    "/api/forum/threads?tab=bogus",
                    "/faulty/broken",
                    "/faulty/slow",
                    "/insight/slow",
                    "/no/such/route",
                    "/live",
                    "/ready");

    private final SignalsCheck check =
            SignalsCheck.of(
                    Path.of(System.getProperty("stoa.root"), "observability", "signals.yaml"));

    SignalsIT() throws java.io.IOException {}

    @Test
    void aBusyNodeOnRedisEmitsWhatIsListedAndNothingElse() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                TestRedis redis = TestRedis.started();
                CapturedLog log = new CapturedLog();
                RunningNode node =
                        RunningNode.with(
                                "redis.url",
                                redis.url(),
                                "tracing.otlp.endpoint",
                                receiver.endpoint(),
                                "tracing.sample-ratio",
                                "1")) {
            node.until("/ready", answer -> answer.body().equals("{\"status\":\"ready\"}"));
            ask(node);
            redis.kill();
            node.get("/api/forum/threads?tab=recent&limit=50");
            receiver.awaitServer(RunningNode.traceId(node.get("/live")));

            assertThat(check.metrics(node.admin("/metrics/prometheus").body())).isEmpty();
            assertThat(check.spans(receiver.spans())).isEmpty();
            assertThat(check.logFields(fields(log.events()))).isEmpty();
        }
    }

    @Test
    void aNodeByItselfEmitsTheSameMetrics() throws Exception {
        try (RunningNode node = RunningNode.with()) {
            ask(node);
            assertThat(check.metrics(node.admin("/metrics/prometheus").body())).isEmpty();
        }
    }

    private static void ask(RunningNode node) throws Exception {
        for (String path : ASKED) {
            node.get(path);
        }
    }

    private static Set<String> fields(List<Map<String, String>> events) {
        return events.stream()
                .flatMap(event -> event.keySet().stream())
                .collect(Collectors.toSet());
    }
}
