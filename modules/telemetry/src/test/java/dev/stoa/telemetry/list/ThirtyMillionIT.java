package dev.stoa.telemetry.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.platform.sql.Statement;
import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.telemetry.demo.DemoFill;
import dev.stoa.testkit.Plans;
import dev.stoa.testkit.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first page of a day, and its count, with a million events and with thirty. */
@Tag("nightly")
class ThirtyMillionIT {
    private static final int ROUNDS = 300;

    private record Seen(double page, double count, List<String> shape, int partitions) {}

    @Test
    void aDayCostsThirtyMillionEventsWhatItCostsOne() throws Exception {
        Seen one = seen(1_000_000);
        Seen thirty = seen(30_000_000);
        System.out.printf(
                "first page of a day by type: %.2f ms at 1 M, %.2f ms at 30 M; count of a day: %.2f and %.2f ms%n%s%n",
                one.page, thirty.page, one.count, thirty.count, String.join("\n", thirty.shape));

        assertThat(thirty.shape).isEqualTo(one.shape);
        assertThat(thirty.partitions).isEqualTo(one.partitions).isEqualTo(1);
        assertThat(thirty.page).isLessThanOrEqualTo(2 * one.page);
        assertThat(thirty.count).isLessThan(10);
    }

    private static Seen seen(int events) throws Exception {
        Instant now = Instant.now();
        try (TestDatabase database = TestTelemetry.migrated()) {
            DemoFill.fill(events, database, now);
            try (TestTelemetry stoa = TestTelemetry.on(database)) {
                // In the middle of a month, so that it lies in one partition however months fall.
                Instant day = now.minus(32, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
                String range = "from=%s&to=%s".formatted(day, day.plus(1, ChronoUnit.DAYS));
                String list = TestTelemetry.EVENTS + "?limit=20&type=page.view&" + range;
                String count = "/api/telemetry/aggregate?interval=day&" + range;
                assertThat(stoa.get(list).json().at("/items")).hasSize(20);
                assertThat(stoa.get(count).text("/source")).isEqualTo("rollups");
                assertThat(stoa.get(count).json().at("/items/0/value").asDouble())
                        .isBetween(events * 0.9 / 60, events * 1.1 / 60);
                try (var connection = database.dataSource().getConnection()) {
                    Statement statement =
                            EventListSql.statement(EventListSql.Lead.TYPE, EventListSql.Way.AFTER)
                                    .upTo(20);
                    JsonNode plan =
                            new Plans(connection, "force_generic_plan")
                                    .plan(
                                            statement.text(),
                                            arguments(day),
                                            ", analyze, timing off, costs off, buffers off");
                    return new Seen(
                            median(stoa, list),
                            median(stoa, count),
                            Plans.shape(plan),
                            partitions(plan));
                }
            }
        }
    }

    private static double median(TestTelemetry stoa, String path) {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long started = System.nanoTime();
            assertThat(stoa.get(path).status()).isEqualTo(200);
            took.add(System.nanoTime() - started);
        }
        // The first are of a JVM and a cache that are cold.
        List<Long> warm = new ArrayList<>(took.subList(ROUNDS / 2, ROUNDS));
        Collections.sort(warm);
        return warm.get(warm.size() / 2) / 1e6;
    }

    private static Map<String, String> arguments(Instant day) {
        String to = "timestamptz '" + day.plus(1, ChronoUnit.DAYS) + "'";
        return Map.of(
                "type",
                "'page.view'",
                "from",
                "timestamptz '" + day + "'",
                "to",
                to,
                "at",
                to,
                "id",
                "'ffffffff-ffff-ffff-ffff-ffffffffffff'");
    }

    private static int partitions(JsonNode plan) {
        return Math.toIntExact(
                Pattern.compile("\"Relation Name\":\"([a-z_0-9]+)\"")
                        .matcher(plan.toString())
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .count());
    }
}
