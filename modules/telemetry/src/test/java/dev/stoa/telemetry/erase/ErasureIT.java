package dev.stoa.telemetry.erase;

import static dev.stoa.telemetry.TestTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestMember;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ErasureIT {
    private static void send(TestTelemetry stoa, TestMember member) {
        Instant now = TestTelemetry.now();
        String address = "\"address\":\"" + member.address() + "\"";
        Answer answer =
                stoa.send(
                        event("gone", now, address, "\"props\":{\"platform\":\"web\"}"),
                        event("gone", now.minus(Duration.ofDays(29)), address),
                        event("stays", now));
        assertThat(answer.json().at("/accepted").asInt()).as(answer.body()).isPositive();
    }

    private static String leave(TestTelemetry stoa, TestMember member) {
        Answer left = stoa.http().send("DELETE", "/api/sessions/me", "", member.credential());
        return left.status() + left.body();
    }

    /** The node is gone before its job: what it was to do is still known to the next. */
    @Test
    void theEventsOfADeletedMemberGoPlainOrHashedThoughTheNodeDiesBefore() throws Exception {
        try (TestDatabase database = TestTelemetry.migrated()) {
            TestMember member;
            TestMember other;
            try (TestTelemetry plain = TestTelemetry.on(database, "jobs.enabled", "false")) {
                member = TestMember.of("member", plain.http(), database);
                other = TestMember.of("member", plain.http(), database);
                send(plain, member);
                send(plain, other);
            }
            try (TestTelemetry hashing =
                    TestTelemetry.on(
                            database,
                            "jobs.enabled",
                            "false",
                            "telemetry.hash-addresses",
                            "true")) {
                send(hashing, member);
                assertThat(
                                database.number(
                                        "select count(*) from telemetry_events where address like 'h:%'"))
                        .isEqualTo(2);
                assertThat(
                                hashing.get(
                                                "/api/telemetry/events?from=%s&to=%s&address=%s"
                                                        .formatted(
                                                                TestTelemetry.now()
                                                                        .minus(Duration.ofDays(1)),
                                                                TestTelemetry.now().plusSeconds(9),
                                                                member.address()))
                                        .json()
                                        .at("/items"))
                        .as("both forms are found")
                        .hasSize(2);

                assertThat(leave(hashing, member)).startsWith("204");

                assertThat(database.rows("select address, passes from telemetry_erasures"))
                        .containsExactly(
                                member.address().toLowerCase(java.util.Locale.ROOT) + "|0");
            }
            long stayed =
                    database.number("select count(*) from telemetry_events where type = 'stays'");

            try (TestTelemetry next = TestTelemetry.on(database)) {
                while (database.number("select count(*) from telemetry_erasures where passes = 0")
                        > 0) {
                    Thread.sleep(50);
                }
                assertThat(
                                database.rows(
                                        "select distinct address from telemetry_events where address is not null"))
                        .containsExactly(other.address().toLowerCase(java.util.Locale.ROOT));
                assertThat(
                                database.number(
                                        "select count(*) from telemetry_events where type = 'stays'"))
                        .isEqualTo(stayed);
                next.folded();
                assertThat(next.wrong()).isZero();

                // On its way in when the member went: the second look finds it.
                database.execute(
                        """
                        insert into telemetry_events (event_id, occurred_at, type, address)
                        values (gen_random_uuid(), now(), 'gone', lower('%s'))"""
                                .formatted(member.address()));
                database.execute(
                        "update telemetry_erasures set requested_at = now() - interval '1 hour'");
                next.run(Erasure.NAME);
                assertThat(
                                database.number(
                                        "select count(*) from telemetry_events where address = lower('%s')"
                                                .formatted(member.address())))
                        .isZero();
                assertThat(database.rows("select address from telemetry_erasures")).isEmpty();
            }
        }
    }

    @Test
    void theirEventsGoFromMonthsThatAreAboutToGoToo() throws Exception {
        try (TestDatabase database = TestTelemetry.migrated();
                TestTelemetry node = TestTelemetry.on(database)) {
            TestMember member = TestMember.of("member", node.http(), database);
            database.execute(
                    """
                    create table telemetry_events_2020_01 (like telemetry_events including all);
                    insert into telemetry_events_2020_01 (event_id, occurred_at, type, address)
                    values (gen_random_uuid(), '2020-01-02', 'old', lower('%s')), (gen_random_uuid(), '2020-01-02', 'old', null)
                    """
                            .formatted(member.address()));

            assertThat(leave(node, member)).startsWith("204");
            node.run(Erasure.NAME);

            assertThat(database.rows("select address from telemetry_events_2020_01"))
                    .containsExactly("null");
        }
    }
}
