package dev.stoa.telemetry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoEventsIT {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private static List<String> filled() {
        try (TestDatabase database = TestTelemetry.migrated();
                Database own =
                        Database.forCommand(
                                new DatabaseAddress(database.jdbcUrl(), "postgres", ""))) {
            DemoEvents.fill(5_000, own, NOW, Progress.NONE);
            DemoEvents.fill(5_000, own, NOW, Progress.NONE);
            return database.rows(
                    """
                    select count(*), min(occurred_at), max(occurred_at) <= '2026-11-28T10:00:00Z',
                           md5(string_agg(e::text, '' order by event_id)),
                           (select sum(events) from telemetry_rollups where grain = 'day'),
                           (select sum(events) from telemetry_types), count(distinct type)
                      from telemetry_events e
                    """);
        }
    }

    @Test
    void theSameIsMadeUpEachTimeAndCounted() {
        List<String> first = filled();

        assertThat(first.getFirst())
                .startsWith("5000|2026-09-29")
                .contains("|t|")
                .endsWith("|5000|5000|12");
        assertThat(filled()).isEqualTo(first);
    }
}
