package dev.stoa.telemetry.month;

import static dev.stoa.telemetry.TestTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.jobs.JobStatus;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.telemetry.event.EventKey;
import dev.stoa.telemetry.event.Span;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthsIT {
    private static final String PARTITIONS = "/api/telemetry/partitions";

    @TempDir private static Path archive;

    private static TestDatabase database;
    private static TestTelemetry stoa;

    @BeforeAll
    static void start() {
        database = TestTelemetry.migrated();
        stoa =
                TestTelemetry.on(
                        database,
                        "telemetry.kept-months",
                        "2",
                        "telemetry.archive-folder",
                        archive.resolve("events").toString());
    }

    @AfterAll
    static void stop() {
        stoa.close();
        database.close();
    }

    private static Month month(int ago) {
        return Month.of(Instant.now()).plus(-ago);
    }

    private static Instant within(Month month) {
        return month.start().plusSeconds(86_400 * 3L + 7);
    }

    private static void make(Month month, int events) {
        database.rows("select telemetry_add_month(date '%s-01')".formatted(month));
        database.execute(
                """
                insert into telemetry_events (event_id, occurred_at, type, props)
                select gen_random_uuid(), timestamptz '%s' + n * interval '1 second', 'old', '{"n": 1, "t": "a, \\"b\\""}'
                  from generate_series(1, %d) n
                """
                        .formatted(month.start(), events));
    }

    private static List<String> attached() {
        return database.rows(MonthStore.ATTACHED.text());
    }

    @Test
    void aNodeStartsWithThisMonthTheOneBeforeAndThreeAhead() {
        assertThat(attached())
                .contains(
                        month(1).partition(),
                        month(0).partition(),
                        month(-1).partition(),
                        month(-2).partition(),
                        month(-3).partition());
        assertThat(
                        database.rows(
                                "select relname from pg_class where relname ="
                                        + " 'telemetry_events_default'"))
                .isEmpty();
        assertThat(
                        database.rows(
                                "select indexdef from pg_indexes where tablename = '%s' order by 1"
                                        .formatted(month(0).partition())))
                .hasSize(6)
                .anySatisfy(each -> assertThat(each).contains("USING gin (props jsonb_path_ops)"))
                .anySatisfy(each -> assertThat(each).contains("USING brin (received_at)"))
                .anySatisfy(each -> assertThat(each).contains("(type, occurred_at DESC)"))
                .anySatisfy(each -> assertThat(each).contains("(session_id, occurred_at)"))
                .anySatisfy(each -> assertThat(each).contains("(address, occurred_at DESC)"))
                .anySatisfy(
                        each ->
                                assertThat(each)
                                        .contains("UNIQUE")
                                        .contains("(occurred_at, event_id)"));
    }

    /** Reliability 20: two months in which no job ran and no node started. */
    @Test
    void neglectedForTwoMonthsInsertsAreStillTakenAndTheAlarmIsRaised() {
        try (TestDatabase neglected = TestTelemetry.migrated();
                Database own =
                        Database.forCommand(
                                new DatabaseAddress(neglected.jdbcUrl(), "postgres", ""))) {
            AtomicReference<Instant> now =
                    new AtomicReference<>(Instant.parse("2026-03-15T23:00:00Z"));
            var months = new Months(new MonthStore(own), now::get);
            var meters = new SimpleMeterRegistry();
            MonthPart.gauge(months, meters);
            assertThat(months.ensure()).isEqualTo(5);
            assertThat(ahead(meters)).isEqualTo(3);

            now.set(Instant.parse("2026-05-15T23:00:00Z"));

            assertThat(ahead(meters)).as("below two is an alert").isEqualTo(1);
            assertThat(place(months, "2026-05-15T23:30:00Z")).isEqualTo(Span.Place.WITHIN);
            insert(neglected, "2026-05-15T23:30:00Z");

            now.set(Instant.parse("2026-11-15T00:00:00Z"));

            assertThat(ahead(meters)).isZero();
            assertThat(place(months, "2026-11-15T00:30:00Z"))
                    .as("a month that nobody made is made when an event of it comes")
                    .isEqualTo(Span.Place.WITHIN);
            assertThat(place(months, "2026-11-15T01:00:01Z")).isEqualTo(Span.Place.BEHIND);
            assertThat(place(months, "2026-09-01T00:00:00Z")).isEqualTo(Span.Place.BEFORE);
            assertThat(place(months, "2026-01-31T23:59:59Z")).isEqualTo(Span.Place.BEFORE);
            assertThat(months.ensure()).isEqualTo(4);
            assertThat(ahead(meters)).isEqualTo(3);
            insert(neglected, "2026-11-15T00:30:00Z");
        }
    }

    private static double ahead(SimpleMeterRegistry meters) {
        return meters.get("stoa.partitions.ahead").gauge().value();
    }

    private static Span.Place place(Months months, String at) {
        return months.place(EventKey.micros(Instant.parse(at)));
    }

    private static void insert(TestDatabase into, String at) {
        into.execute(
                "insert into telemetry_events (event_id, occurred_at, type) values (gen_random_uuid(), '%s', 'a')"
                        .formatted(at));
    }

    @Test
    void aMonthThatIsMissingIsMadeByTheEventThatNeedsIt() throws Exception {
        try (TestDatabase bare = TestTelemetry.migrated();
                TestTelemetry node = TestTelemetry.on(bare, "jobs.enabled", "false")) {
            bare.execute("drop table " + month(0).partition());

            Answer answer = node.send(event("made", TestTelemetry.now()));

            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.json().at("/accepted").asInt()).isEqualTo(1);
            assertThat(bare.number("select count(*) from " + month(0).partition())).isEqualTo(1);
        }
    }

    @Test
    void whatIsTooOldIsWrittenToAFileDetachedAndDropped() throws Exception {
        make(month(5), 1_000);

        assertThat(stoa.run(MonthJobs.RETIRE).status()).isEqualTo(JobStatus.SUCCEEDED);

        assertThat(attached()).doesNotContain(month(5).partition()).contains(month(1).partition());
        assertThat(exists(month(5))).isFalse();
        assertThat(database.rows("select 1 from telemetry_retirements")).isEmpty();
        List<String> lines = lines(month(5));
        assertThat(lines).hasSize(1_001);
        assertThat(lines.getFirst())
                .isEqualTo("event_id,occurred_at,received_at,type,session_id,address,props");
        assertThat(lines.getLast())
                .contains(",old,,,")
                .endsWith("\"{\"\"n\"\": 1, \"\"t\"\": \"\"a, \\\"\"b\\\"\"\"\"}\"");
        assertThat(place(stoaMonths(), within(month(5)).toString())).isEqualTo(Span.Place.BEFORE);
    }

    private static Months stoaMonths() {
        Months months = new Months(new MonthStore(stoa.node().database()), Instant::now);
        months.refresh();
        return months;
    }

    private static boolean exists(Month month) {
        return database.rows("select to_regclass('%s') is null".formatted(month.partition()))
                .equals(List.of("f"));
    }

    private static List<String> lines(Month month) throws Exception {
        return lines(month.partition());
    }

    private static List<String> lines(String name) throws Exception {
        Path file = archive.resolve("events").resolve(name + ".csv.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** A detach that was cut off leaves the partition half out; the next run takes it all out. */
    @Test
    void aDetachThatWasInterruptedIsFinishedByTheNextRun() throws Exception {
        make(month(6), 10);
        // PostgreSQL takes out no other before.
        make(month(9), 1);
        try (Connection reader = database.dataSource().getConnection()) {
            reader.setAutoCommit(false);
            try (var reading = reader.createStatement()) {
                reading.executeQuery("select count(*) from telemetry_events");
            }
            var detaching =
                    CompletableFuture.runAsync(
                            () ->
                                    database.execute(
                                            MonthJobs.DETACH.on(month(6).partition()).text()));
            String waits =
                    "select pid from pg_stat_activity where query like 'alter table"
                            + " telemetry_events detach%' and wait_event_type = 'Lock'";
            while (database.rows(waits).isEmpty()) {
                Thread.sleep(10);
            }
            database.rows("select pg_cancel_backend(pid) from (%s) w".formatted(waits));
            assertThat(detaching).failsWithin(java.time.Duration.ofSeconds(5));
            assertThat(
                            database.rows(
                                    "select inhdetachpending from pg_inherits where inhrelid = '%s'::regclass"
                                            .formatted(month(6).partition())))
                    .containsExactly("t");
            assertThat(stoa.send(event("meanwhile", TestTelemetry.now())).status()).isEqualTo(202);
            reader.rollback();
        }

        assertThat(stoa.run(MonthJobs.RETIRE).details()).contains("\"finished\": 1");

        assertThat(exists(month(6))).isFalse();
        assertThat(lines(month(6))).hasSize(11);
        assertThat(exists(month(9))).isFalse();
    }

    @Test
    void aMonthIsMadeShownAndDroppedByHandButNotTheCurrentOne() throws Exception {
        String body = "{\"month\":\"%s\"}".formatted(month(2));
        Answer made = stoa.http().send("POST", PARTITIONS, body, stoa.admin().credential());
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("/state")).isEqualTo("attached");
        assertThat(made.text("/from")).isEqualTo(month(2).start().toString());
        assertThat(stoa.send(event("late", within(month(2)))).json().at("/accepted").asInt())
                .isEqualTo(1);

        assertThat(stoa.get(PARTITIONS).body()).contains(month(2).partition(), "\"ahead\":3");
        for (String wrong : List.of("2026-13", "1999-01", "x", "2999-01")) {
            assertThat(
                            stoa.http()
                                    .send(
                                            "POST",
                                            PARTITIONS,
                                            "{\"month\":\"" + wrong + "\"}",
                                            stoa.admin().credential())
                                    .status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(delete(month(0).partition()).status()).isEqualTo(409);
        assertThat(delete(month(-1).partition()).text("/code")).isEqualTo("partition-in-use");
        assertThat(delete("telemetry_events").status()).isEqualTo(404);
        assertThat(delete("telemetry_events_2001_01").status()).isEqualTo(404);
        assertThat(delete("users").status()).isEqualTo(404);

        assertThat(delete(month(2).partition() + "?archive=true").status()).isEqualTo(202);

        for (int i = 0; i < 1200 && exists(month(2)); i++) {
            Thread.sleep(50);
        }
        assertThat(exists(month(2))).isFalse();
        assertThat(lines(month(2))).hasSize(2);
        Answer late = stoa.send(event("late", within(month(2))));
        assertThat(late.body()).contains("\"accepted\":0", "\"too-old\"");
    }

    @Test
    void aMonthThatCanNotBeArchivedStaysAndKeepsNoOther() throws Exception {
        try (TestDatabase own = TestTelemetry.migrated();
                TestTelemetry node = TestTelemetry.on(own, "telemetry.kept-months", "2")) {
            for (Month each : List.of(month(5), month(4))) {
                own.rows("select telemetry_add_month(date '%s-01')".formatted(each));
            }
            own.execute(
                    "insert into telemetry_retirements (name, is_archived) values ('%s', true)"
                            .formatted(month(5).partition()));

            var run = node.run(MonthJobs.RETIRE);

            assertThat(run.status()).isEqualTo(JobStatus.FAILED);
            assertThat(run.details()).contains("\"dropped\": 1");
            assertThat(
                            own.rows(
                                    "select to_regclass('%s') is null, to_regclass('%s') is null"
                                            .formatted(month(5).partition(), month(4).partition())))
                    .containsExactly("f|t");
        }
    }

    @Test
    void aMonthThatWasMadeAgainIsArchivedBesideTheFirst() throws Exception {
        make(month(8), 20);
        stoa.run(MonthJobs.RETIRE);
        make(month(8), 3);
        stoa.run(MonthJobs.RETIRE);

        assertThat(lines(month(8))).hasSize(21);
        assertThat(lines(month(8).partition() + "-2")).hasSize(4);
    }

    private static Answer delete(String name) {
        return stoa.http().send("DELETE", PARTITIONS + "/" + name, "", stoa.admin().credential());
    }

    @Test
    void aNameBecomesSqlOnlyWhereItIsAMonths() throws SQLException {
        assertThat(Month.named("telemetry_events_2026_11"))
                .contains(new Month(java.time.YearMonth.of(2026, 11)));
        assertThat(
                        Month.of(Instant.parse("2026-12-31T23:59:59Z"))
                                .plus(1)
                                .start()
                                .atOffset(ZoneOffset.UTC)
                                .getYear())
                .isEqualTo(2027);
        assertThat(Month.named("telemetry_events_2026_13")).isEmpty();
        assertThat(Month.named("x; drop table users")).isEmpty();
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> MonthJobs.DETACH.on("x; drop table users"));
    }
}
