package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.TestRedis;
import dev.stoa.testkit.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The boards of {@code grafana/}: as they are committed, and on a node at work. */
final class DashboardsIT {
    /** Longer than the window that the gate looks at a rate over takes to fill to the half. */
    private static final long WORK_MILLIS = 9_000;

    @TempDir private Path folder;

    @Test
    void boardsAreWhatTheirGeneratorWritesAndKeepTheRules() throws Exception {
        assertThat(Grafana.node("gate/check.js"))
                .returns(0, Grafana.Ended::code)
                .satisfies(
                        ended ->
                                assertThat(ended.output())
                                        .contains("dashboards 10")
                                        .contains(", 0 wrong"));
    }

    @Test
    void theRulesNoticeEachKindOfMistake() throws Exception {
        Grafana.Ended ended = Grafana.node("--test", "gate/rules.test.js");
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    @Test
    void noExpressionOfAnyBoardIsWithoutDataWhileANodeWorks() throws Exception {
        Tool.find("node");
        Tool.find("prometheus");
        try (OtlpReceiver receiver = OtlpReceiver.start();
                TestRedis redis = TestRedis.started();
                DemoNode node =
                        DemoNode.start(
                                Map.of(
                                        "redis.url", redis.url(),
                                        "tracing.otlp.endpoint", receiver.endpoint(),
                                        "tracing.sample-ratio", "1",
                                        "rate-limits.profile", "on",
                                        "rate-limits.read.anonymous", "60000/1m",
                                        "rate-limits.read.member", "60000/1m",
                                        "rate-limits.write.member", "60000/1m",
                                        "rate-limits.post", "60000/1m",
                                        "rate-limits.vote", "60000/1m"));
                Prometheus prometheus = Prometheus.start(folder, scraped(node));
                MixedLoad load = MixedLoad.on(node, 1)) {
            Thread.sleep(WORK_MILLIS / 3);
            load.fault();
            Thread.sleep(WORK_MILLIS * 2 / 3);
            Grafana.Ended ended = Grafana.node("gate/live.js", prometheus.url());
            System.out.print(ended.output());
            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(load.traffic().all()).anyMatch(note -> note.status() >= 500);
        }
    }

    private static String scraped(DemoNode node) {
        return """
          - job_name: stoa
            metrics_path: /metrics/prometheus
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
                .formatted(node.node().adminPort());
    }
}
