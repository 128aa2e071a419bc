package dev.stoa.telemetry.demo;

import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import java.time.Instant;

/** Fills a test's database with so many made-up events. */
public final class DemoFill {
    private DemoFill() {}

    public static void fill(int events, TestDatabase database, Instant now) {
        try (Database own =
                Database.forCommand(new DatabaseAddress(database.jdbcUrl(), "postgres", ""))) {
            DemoEvents.fill(events, own, now, Progress.NONE);
        }
    }
}
