package dev.stoa.telemetry.list;

import static dev.stoa.telemetry.TestTelemetry.EVENTS;
import static dev.stoa.telemetry.TestTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.platform.sql.Statement;
import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.Plans;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventListIT {
    private static final String ADDRESS = "0x00000000000000000000000000000000000000Aa";

    private static TestDatabase database;
    private static TestTelemetry stoa;
    private static Instant start;

    @BeforeAll
    static void fill() {
        database = TestTelemetry.migrated();
        stoa = TestTelemetry.on(database);
        start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(6));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // Many at one moment.
            events.add(
                    event(
                            i % 3 == 0 ? "a" : "b",
                            start.plusSeconds(i / 20),
                            "\"sessionId\":\"s%d\"".formatted(i % 10),
                            i % 4 == 0 ? "\"address\":\"" + ADDRESS + "\"" : "\"address\":null",
                            "\"props\":{\"n\":%d,\"text\":\"%d\",\"odd\":%s}"
                                    .formatted(i % 5, i % 5, i % 2 == 1)));
        }
        assertThat(stoa.send(events.toArray(String[]::new)).json().at("/accepted").asInt())
                .isEqualTo(300);
    }

    @AfterAll
    static void stop() {
        stoa.close();
        database.close();
    }

    private static String path(String query) {
        return "%s?from=%s&to=%s&%s".formatted(EVENTS, start, start.plusSeconds(3600), query);
    }

    private static List<JsonNode> all(String query) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            Answer page = stoa.get(path(query + "&limit=100" + after));
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            page.json().at("/items").forEach(all::add);
            String next = page.text("/page/next");
            after = next.isEmpty() ? "" : "&after=" + next;
        } while (!after.isEmpty());
        return all;
    }

    @Test
    void eachConditionFindsItsEventsAndAllTogetherTheirs() {
        assertThat(all("")).hasSize(300);
        assertThat(all("type=a"))
                .hasSize(100)
                .allSatisfy(each -> assertThat(each.get("type").asText()).isEqualTo("a"));
        assertThat(all("sessionId=s3")).hasSize(30);
        assertThat(all("address=" + ADDRESS)).hasSize(75);
        assertThat(all("props.n=2")).hasSize(60);
        assertThat(all("props.text=2")).as("2 is a number").isEmpty();
        assertThat(all("props.text=" + URLEncoder.encode("\"2\"", StandardCharsets.UTF_8)))
                .hasSize(60);
        assertThat(all("props.odd=true&props.n=2")).hasSize(30);
        assertThat(all("type=a&sessionId=s3&props.odd=true")).hasSize(10);
        assertThat(all("type=a&address=" + ADDRESS + "&props.n=0")).hasSize(5);
        assertThat(all("type=a&sessionId=s0&address=" + ADDRESS + "&props.odd=false")).hasSize(5);
        assertThat(all("type=none")).isEmpty();
        assertThat(all("props.nothing=%27%3B--")).isEmpty();
    }

    @Test
    void pagesAreInOrderAndHoldEachEventOnceThoughManyOccurredAtOnce() {
        List<JsonNode> forth = all("type=b");
        assertThat(forth.stream().map(each -> each.get("eventId").asText()).distinct())
                .hasSize(200);
        assertThat(forth.stream().map(each -> each.get("occurredAt").asText()).toList())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());

        Answer page = stoa.get(path("type=b&limit=7"));
        for (int i = 0; i < 4; i++) {
            page = stoa.get(path("type=b&limit=7&after=" + page.text("/page/next")));
        }
        Answer back = stoa.get(path("type=b&limit=7&before=" + page.text("/page/prev")));
        assertThat(ids(page)).isEqualTo(ids(forth.subList(28, 35)));
        assertThat(ids(back)).isEqualTo(ids(forth.subList(21, 28)));
    }

    private static List<String> ids(Answer page) {
        List<JsonNode> items = new ArrayList<>();
        page.json().at("/items").forEach(items::add);
        return ids(items);
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(each -> each.get("eventId").asText()).toList();
    }

    @Test
    void aPageIsOneStatementWhateverItsLength() {
        stoa.get(path("limit=1"));
        for (String query :
                List.of("type=a", "sessionId=s1", "address=" + ADDRESS, "props.n=1", "")) {
            assertThat(stoa.get(path(query + "&limit=5")).statements()).isEqualTo(1);
            assertThat(stoa.get(path(query + "&limit=100")).statements()).isEqualTo(1);
        }
    }

    @Test
    void aRangeMustBeGivenAndNotBeTooLongAndCursorsBelongToTheirList() {
        Instant to = start.plus(32, ChronoUnit.DAYS);
        for (String wrong :
                List.of(
                        EVENTS,
                        EVENTS + "?from=" + start,
                        EVENTS + "?from=%s&to=%s".formatted(start, to),
                        EVENTS + "?from=%s&to=%s".formatted(to, start),
                        path("props=1"),
                        path("props.=1"),
                        path("props.n=1&props.n=2"),
                        path("address=x"),
                        path("after=x"))) {
            assertThat(stoa.get(wrong).status()).as(wrong).isEqualTo(400);
        }
        String next = stoa.get(path("type=a&limit=5")).text("/page/next");
        assertThat(stoa.get(path("type=b&limit=5&after=" + next)).text("/code"))
                .isEqualTo("cursor-mismatch");
    }

    /**
     * Of five months only that of the range is looked at, planned for any arguments or for these.
     */
    @Test
    void everyListPrunesThePartitionsOutsideOfItsRange() throws Exception {
        try (var connection = database.dataSource().getConnection()) {
            for (String mode : List.of("force_generic_plan", "force_custom_plan")) {
                Plans plans = new Plans(connection, mode);
                for (Statement each :
                        EventListSql.statements().stream().map(list -> list.upTo(20)).toList()) {
                    String plan =
                            plans.plan(
                                            each.text(),
                                            arguments(),
                                            ", analyze, timing off, costs off, buffers off")
                                    .toString();

                    assertThat(partitions(plan)).as(each.name() + " " + mode).hasSize(1);
                    if (mode.equals("force_generic_plan")) {
                        assertThat(plan).as(each.name()).contains("\"Subplans Removed\":4");
                    }
                }
            }
        }
    }

    private static Map<String, String> arguments() {
        return Map.of(
                "type",
                "'a'",
                "session",
                "'s1'",
                "addresses",
                "array['" + ADDRESS.toLowerCase(java.util.Locale.ROOT) + "']",
                "props",
                "'{\"n\":1}'",
                "from",
                "timestamptz '" + start + "'",
                "to",
                "timestamptz '" + start.plusSeconds(60) + "'",
                "at",
                "timestamptz '" + start.plusSeconds(7) + "'",
                "id",
                "'ffffffff-ffff-ffff-ffff-ffffffffffff'");
    }

    private static List<String> partitions(String plan) {
        return java.util.regex.Pattern.compile("\"Relation Name\":\"([a-z_0-9]+)\"")
                .matcher(plan)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-20000", "1e999999", "%22%5Cud800%22", "1e"})
    void aValueThatNoEventCanHoldFindsNothing(String value) {
        var answer =
                stoa.get(
                        "/api/telemetry/events?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&props.n="
                                + value);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/items")).isEmpty();
    }
}
