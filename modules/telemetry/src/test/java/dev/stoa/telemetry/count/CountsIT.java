package dev.stoa.telemetry.count;

import static dev.stoa.telemetry.TestTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CountsIT {
    private static TestDatabase database;
    private static TestTelemetry stoa;

    /** A day that is over. */
    private static Instant day;

    @BeforeAll
    static void fill() {
        database = TestTelemetry.migrated();
        stoa = TestTelemetry.on(database);
        day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            events.add(
                    event(
                            i % 3 == 0 ? "page.view" : "page.leave",
                            day.plus(Duration.ofMinutes(6L * i)),
                            "\"sessionId\":\"s%d\"".formatted(i % 10),
                            "\"props\":{\"platform\":\"%s\",\"ms\":%d,\"tag\":\"%s\"}"
                                    .formatted(
                                            List.of("web", "ios", "toaster", "42").get(i % 4),
                                            i,
                                            i % 2 == 0 ? "even" : "odd")));
        }
        assertThat(stoa.send(events.toArray(String[]::new)).json().at("/accepted").asInt())
                .isEqualTo(240);
    }

    @AfterAll
    static void stop() {
        stoa.close();
        database.close();
    }

    private static String path(String query) {
        return "/api/telemetry/aggregate?from=%s&to=%s&%s"
                .formatted(day, day.plus(1, ChronoUnit.DAYS), query);
    }

    private static List<String> values(String query) {
        Answer answer = stoa.get(path(query));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.statements()).isLessThanOrEqualTo(2);
        List<String> values = new ArrayList<>();
        for (JsonNode each : answer.json().at("/items")) {
            values.add(
                    (each.get("group").isNull() ? "" : each.get("group").asText() + "=")
                            + new BigDecimal(each.get("value").asText())
                                    .setScale(2, RoundingMode.HALF_UP)
                                    .stripTrailingZeros()
                                    .toPlainString());
        }
        return values;
    }

    @Test
    void countsAreTheSameBeforeTheyAreFoldedAndAfter() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(values("interval=day")).containsExactly("240");
            assertThat(values("interval=day&groupBy=type"))
                    .containsExactly("page.leave=160", "page.view=80");
            assertThat(values("interval=day&groupBy=props.platform"))
                    .containsExactly("=120", "ios=60", "web=60");
            assertThat(values("interval=day&groupBy=props.platform&type=page.view"))
                    .containsExactly("=40", "ios=20", "web=20");
            assertThat(values("interval=hour")).hasSize(24).containsOnly("10");
            assertThat(values("interval=minute&type=page.view")).hasSize(80).containsOnly("1");
            stoa.folded();
        }
        assertThat(stoa.get(path("interval=day")).text("/source")).isEqualTo("rollups");
        assertThat(stoa.wrong()).isZero();
    }

    @Test
    void whatRollupsDontKnowIsAskedOfTheEvents() {
        assertThat(values("interval=day&groupBy=props.tag")).containsExactly("even=120", "odd=120");
        assertThat(values("metric=uniq&field=sessionId&interval=day")).containsExactly("10");
        assertThat(values("metric=uniq&field=props.platform&interval=day")).containsExactly("4");
        assertThat(values("metric=uniq&field=address&interval=day")).isEmpty();
        assertThat(values("metric=p50&field=props.ms&interval=day")).containsExactly("119.5");
        assertThat(values("metric=p95&field=props.ms&interval=day&groupBy=type"))
                .containsExactly("page.leave=227.1", "page.view=225.15");
        assertThat(values("metric=p50&field=props.tag&interval=day")).isEmpty();
        Answer rows =
                stoa.get(
                        "/api/telemetry/aggregate?interval=day&from=%s&to=%s"
                                .formatted(day.plusMillis(500), day.plus(1, ChronoUnit.DAYS)));
        assertThat(rows.text("/source")).isEqualTo("events");
        assertThat(rows.json().at("/items/0/value").asInt()).isEqualTo(239);
    }

    @Test
    void aCoarserIntervalIsMadeOfFinerRollupsWhereTheRangeBeginsWithinOne() {
        Answer answer =
                stoa.get(
                        "/api/telemetry/aggregate?interval=day&from=%s&to=%s"
                                .formatted(
                                        day.plus(Duration.ofMinutes(90)),
                                        day.plus(Duration.ofHours(12))));

        assertThat(answer.text("/source")).isEqualTo("rollups");
        assertThat(answer.json().at("/items/0/value").asInt()).isEqualTo(105);
        assertThat(answer.text("/items/0/at")).isEqualTo(day.toString());
    }

    @Test
    void whatCantBeAnsweredIsRefusedWithTheReason() {
        for (String wrong :
                List.of(
                        "metric=uniq",
                        "metric=p50&field=sessionId",
                        "metric=count&field=props.ms",
                        "metric=uniq&field=eventId",
                        "groupBy=address",
                        "groupBy=props.",
                        "metric=sum",
                        "interval=week")) {
            Answer answer = stoa.get(path(wrong));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.text("/errors/0/pointer")).as(wrong).startsWith("query/");
        }
        Answer long8 =
                stoa.get(
                        "/api/telemetry/aggregate?metric=uniq&field=sessionId&from=%s&to=%s"
                                .formatted(day.minus(8, ChronoUnit.DAYS), day));
        assertThat(long8.status()).isEqualTo(400);
        assertThat(long8.text("/detail")).contains("7 days");
        assertThat(
                        stoa.get(
                                        "/api/telemetry/aggregate?from=%s&to=%s&interval=day"
                                                .formatted(day.minus(300, ChronoUnit.DAYS), day))
                                .status())
                .as("days are kept when their events are gone")
                .isEqualTo(200);
        assertThat(
                        stoa.get(
                                        "/api/telemetry/aggregate?from=%s&to=%s&interval=minute"
                                                .formatted(day.minus(300, ChronoUnit.DAYS), day))
                                .status())
                .isEqualTo(400);
        assertThat(stoa.get("/api/telemetry/aggregate").status()).isEqualTo(400);
        assertThat(stoa.get("/api/telemetry/aggregate?from=%s&to=%s".formatted(day, day)).status())
                .isEqualTo(400);
    }

    @Test
    void typesAreShownWithHowManyAndWhenLast() {
        Answer answer = stoa.get("/api/telemetry/types");

        assertThat(answer.json().at("/items").findValuesAsText("type"))
                .contains("page.leave", "page.view");
        assertThat(answer.body())
                .contains(
                        "\"type\":\"page.view\",\"events\":80,\"lastSeenAt\":\""
                                + day.plus(Duration.ofMinutes(6 * 237)));
    }

    @Test
    void aLateEventCorrectsItsBucketAndWrongRollupsAreMended() throws Exception {
        Instant early = day.minus(1, ChronoUnit.DAYS);
        String query =
                "/api/telemetry/aggregate?interval=day&type=late&from=%s&to=%s"
                        .formatted(early, day);
        stoa.send(event("late", early));
        stoa.folded();
        stoa.send(event("late", early.plusSeconds(30)), event("late", early.plusSeconds(90)));
        assertThat(stoa.get(query).json().at("/items/0/value").asInt()).isEqualTo(3);
        stoa.folded();
        database.execute(
                "update telemetry_rollups set events = events + 5 where type = 'late' and grain <> 'minute'");
        database.execute(
                "insert into telemetry_rollups values ('hour', '%s', 'ghost', '', 3)"
                        .formatted(early));
        database.execute("delete from telemetry_rollups where type = 'late' and grain = 'minute'");
        assertThat(stoa.wrong()).isPositive();

        var run = stoa.run(Reconciliation.RECONCILE);

        assertThat(run.details()).contains("\"mended\": 5");
        assertThat(stoa.wrong()).isZero();
        assertThat(
                        stoa.node()
                                .observability()
                                .meters()
                                .get("stoa.telemetry.rollups.drift")
                                .gauge()
                                .value())
                .isEqualTo(5);
        assertThat(stoa.run(Reconciliation.REBUILD).details()).contains("\"mended\": 0");
    }

    @Test
    void theCountsOfAMonthThatIsAboutToGoStay() throws Exception {
        try (TestDatabase own = TestTelemetry.migrated();
                TestTelemetry node = TestTelemetry.on(own)) {
            assertThat(node.send(event("counted", TestTelemetry.now())).status()).isEqualTo(202);
            node.folded();
            String part = own.rows("select tableoid::regclass from telemetry_events").getFirst();
            own.execute(
                    "insert into telemetry_retirements (name, is_archived) values ('%s', false)"
                            .formatted(part));
            own.execute("delete from " + part);

            assertThat(node.run(Reconciliation.REBUILD).details()).contains("\"mended\": 0");
            assertThat(own.number("select sum(events) from telemetry_rollups where grain = 'day'"))
                    .isEqualTo(1);
        }
    }
}
