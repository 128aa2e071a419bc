package dev.stoa.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.SignalsCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What this package emits against signals.yaml; the whole node is held to it in modules/app. */
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
                .allMatch(each -> each.startsWith("stoa_cache_") || each.startsWith("hikaricp_"));
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
