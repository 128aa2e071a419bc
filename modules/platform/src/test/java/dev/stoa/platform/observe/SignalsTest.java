package dev.stoa.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.ReceivedSpan;
import dev.stoa.testkit.SignalsCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What this package emits against signals.yaml; the whole node is held to it in
 * modules/maintenance.
 */
final class SignalsTest {
    private final SignalsCheck check =
            SignalsCheck.of(
                    Path.of(System.getProperty("stoa.root"), "observability", "signals.yaml"));

    SignalsTest() throws IOException {}

    private static String scrape() {
        try (var node = Observability.of(Settings.of(Map.of()), "test")) {
            HttpMeters meters = node.http("GET", "/a");
            meters.begin();
            meters.record(200, null, 1, Work.within("/a", Duration.ofSeconds(1)));
            node.statements()
                    .meters(Statement.of("forum.threads.recent", Budget.ms(1), "select 1"))
                    .record(1, 1, null);
            return node.scrape(null).text();
        }
    }

    @Test
    void everythingEmittedHereIsListedAsItIs() {
        assertThat(check.metrics(scrape()))
                .allMatch(each -> each.endsWith("is listed but was never emitted"))
                .allMatch(
                        each ->
                                // What needs a whole node is held by SignalsIT.
                                each.matches("(hikaricp_|stoa_(?!http_|db_)).*"));
    }

    @Test
    void anUnlistedMetricAStrangeLabelAndASilentMetricAreTold() {
        String scrape =
                scrape().replace("{route=", "{user=\"7\",route=")
                        + "# TYPE stoa_new_total counter\nstoa_new_total 1.0\n";
        assertThat(check.metrics(scrape))
                .contains("stoa_new_total is emitted but not listed")
                .contains("stoa_http_statements has labels [route, user], listed are [route]");
        assertThat(check.metrics(""))
                .contains("stoa_http_statements is listed but was never emitted")
                .doesNotContain("stoa_trace_spans_total is listed but was never emitted");
    }

    @Test
    void theDefaultsOfSettingsAreTheListedThresholds() {
        Settings settings = Settings.of(Map.of());
        SlowLadder ladder = SlowLadder.of(settings);
        assertThat(check.threshold("slow-statement", "record")).isEqualTo(ms(ladder.record()));
        assertThat(check.threshold("slow-statement", "warn")).isEqualTo(ms(ladder.warn()));
        assertThat(check.threshold("slow-statement", "slow")).isEqualTo(ms(ladder.slow()));
        assertThat(check.threshold("slow-statement", "page")).isEqualTo(ms(ladder.page()));
        assertThat(check.threshold("slow-trace", "kept"))
                .isEqualTo(ms(settings.get(ObserveSettings.TRACING_SLOW).toNanos()));
        assertThat(check.threshold("slow-request", "slow"))
                .isEqualTo(ms(settings.get(ObserveSettings.SLOW_REQUEST).toNanos()));
        assertThat(check.threshold("latency-objective", "met"))
                .isEqualTo(ms(settings.get(ObserveSettings.LATENCY_OBJECTIVE).toNanos()));
        assertThat(numbers("http-latency-buckets")).isEqualTo(Buckets.LATENCIES_MS);
        assertThat(numbers("job-duration-buckets")).isEqualTo(Buckets.JOBS_S);
        assertThat(check.threshold("series-per-metric", "most")).isEqualTo(Registry.MOST_SERIES);
        assertThat(check.threshold("statements-buckets", "edges"))
                .isEqualTo(Arrays.stream(CountHistogram.EDGES).boxed().toList());
    }

    private List<Double> numbers(String buckets) {
        return ((List<?>) check.threshold(buckets, "edges"))
                .stream().map(edge -> ((Number) edge).doubleValue()).toList();
    }

    /** What it means, in which unit, and who answers for it. */
    @Test
    void eachThresholdSaysWhatItIs() {
        assertThat(check.thresholds()).isNotEmpty();
        for (String name : check.thresholds()) {
            for (String key : List.of("unit", "meaning", "owner")) {
                assertThat(check.threshold(name, key).toString()).as(name).isNotBlank();
            }
        }
    }

    private static int ms(long nanos) {
        return Math.toIntExact(nanos / 1_000_000);
    }

    @Test
    void spansAndTheirAttributesAreListed() {
        assertThat(check.spans(List.of(span("SERVER", "GET /a", Map.of("http.route", "/a")))))
                .contains("{statement} is listed but was never emitted")
                .contains("db.query.text is listed but was never emitted")
                .doesNotContain("http.route is listed but was never emitted")
                .noneMatch(each -> each.contains("not listed"));
        assertThat(check.spans(List.of(span("CLIENT", "forum.a.b", Map.of("user", "7")))))
                .contains("user is not listed as an attribute of forum.a.b")
                .contains("user is emitted but not listed");
        assertThat(check.spans(List.of(span("PRODUCER", "x", Map.of()))))
                .contains("span PRODUCER x is emitted but not listed");
    }

    private static ReceivedSpan span(String kind, String name, Map<String, String> attributes) {
        return new ReceivedSpan(
                "1", "2", "", name, kind, 0, 1, false, attributes, List.of(), Map.of());
    }

    @Test
    void logFieldsAreListed() {
        assertThat(check.logFields(Set.of("timestamp", "level", "logger", "message", "thread")))
                .isEmpty();
        assertThat(check.logFields(Set.of("timestamp", "level", "logger", "message", "user")))
                .isEqualTo(
                        List.of(
                                "user is emitted but not listed",
                                "thread is listed but was never emitted"));
    }
}
