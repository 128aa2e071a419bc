package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestRedis;
import dev.stoa.testkit.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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
        try (Watched watched = Watched.start(folder)) {
            Thread.sleep(WORK_MILLIS / 3);
            watched.load().fault();
            Thread.sleep(WORK_MILLIS * 2 / 3);
            Grafana.Ended ended = Grafana.node("gate/live.js", watched.prometheus().url());
            System.out.print(ended.output());
            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(watched.load().traffic().all()).anyMatch(note -> note.status() >= 500);
        }
    }

    /** Not part of the build: see docs/dashboards.md. */
    @Test
    @EnabledIfSystemProperty(named = "pictures.minutes", matches = "[0-9]+")
    void picturesAreDrawnOfANodeThatWorkedForMinutes() throws Exception {
        long minutes = Long.getLong("pictures.minutes");
        try (Watched watched = Watched.start(folder)) {
            for (long minute = 0; minute < minutes; minute++) {
                Thread.sleep(Duration.ofSeconds(50));
                watched.load().fault();
                if (minute == minutes / 2) {
                    watched.redis().kill();
                    Thread.sleep(Duration.ofSeconds(10));
                    watched.redis().start();
                }
                Thread.sleep(Duration.ofSeconds(10));
            }
            Grafana.Ended ended =
                    Grafana.node(
                            "pictures/draw.js", watched.prometheus().url(), Long.toString(minutes));
            assertThat(ended.code()).as(ended.output()).isZero();
        }
    }

    /** A node at work, and a Prometheus that scrapes it. */
    private record Watched(
            OtlpReceiver receiver,
            TestRedis redis,
            DemoNode node,
            Prometheus prometheus,
            MixedLoad load)
            implements AutoCloseable {
        static Watched start(Path folder) throws Exception {
            Tool.find("prometheus");
            List<AutoCloseable> begun = new ArrayList<>();
            try {
                OtlpReceiver receiver = OtlpReceiver.start();
                begun.addFirst(receiver);
                TestRedis redis = TestRedis.started();
                begun.addFirst(redis);
                DemoNode node = DemoNode.start(settings(receiver, redis), community());
                begun.addFirst(node);
                Prometheus prometheus = Prometheus.start(folder, scraped(node));
                begun.addFirst(prometheus);
                return new Watched(receiver, redis, node, prometheus, MixedLoad.on(node, 1));
            } catch (Exception | AssertionError e) {
                for (AutoCloseable each : begun) {
                    each.close();
                }
                throw e;
            }
        }

        /** Nodes look at the last successes of jobs when they start, and then each minute. */
        private static TestDatabase community() {
            TestDatabase database = DemoNode.community();
            database.execute(
                    """
                    insert into scheduled_tasks
                           (task_name, task_instance, execution_time, picked, version, last_success)
                    values ('forum.tags.cards', 'recurring', now() + interval '1 minute', false, 1, now())
                    """);
            return database;
        }

        private static Map<String, String> settings(OtlpReceiver receiver, TestRedis redis) {
            return Map.of(
                    "redis.url", redis.url(),
                    "tracing.otlp.endpoint", receiver.endpoint(),
                    "tracing.sample-ratio", "1",
                    "rate-limits.profile", "on",
                    "rate-limits.read.anonymous", "60000/1m",
                    "rate-limits.read.member", "60000/1m",
                    "rate-limits.write.member", "60000/1m",
                    "rate-limits.post", "60000/1m",
                    "rate-limits.vote", "60000/1m");
        }

        @Override
        public void close() {
            load.close();
            prometheus.close();
            node.close();
            redis.close();
            receiver.close();
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
