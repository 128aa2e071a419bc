package dev.stoa.telemetry.demo;

import dev.stoa.platform.DemoData;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.TableCopies;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.count.Backfill;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Makes up what clients of a community report, in one transaction. */
public final class DemoEvents implements DemoData {
    private static final long SEED = 1;
    private static final Budget BUDGET = Budget.seconds(1800);
    private static final Statement IS_DONE =
            Statement.of(
                    "telemetry.demo.is-done",
                    Budget.ms(50),
                    "select exists (select 1 from telemetry_events)");
    private static final Statement ADD_MONTH =
            Statement.of(
                    "telemetry.demo.add-month",
                    BUDGET,
                    "select telemetry_add_month(cast(:month as date))");
    private static final Statement ADDRESSES =
            Statement.of(
                    "telemetry.demo.addresses",
                    BUDGET,
                    """
                    select lower(u.address) from users u
                     where u.address is not null and u.status <> 'deleted' order by u.id limit 20000
                    """);
    private static final Statement EVENTS =
            Statement.of(
                    "telemetry.demo.events",
                    BUDGET,
                    """
                    copy telemetry_events (event_id, occurred_at, received_at, type, session_id, address,
                                           props)
                    from stdin
                    """);
    private static final Statement VACUUM =
            Statement.of(
                    "telemetry.demo.vacuum",
                    BUDGET,
                    "vacuum (analyze) telemetry_events, telemetry_rollups, telemetry_types");

    /** Behind those that give members addresses. */
    @Override
    public int order() {
        return 2;
    }

    @Override
    public void fill(String size, DatabaseAddress address, Progress progress) {
        try (Database database = Database.forCommand(address)) {
            fill(
                    DemoSize.valueOf(size.toUpperCase(Locale.ROOT)).events,
                    database,
                    Instant.now(),
                    progress);
        }
    }

    /** The same for the same members and {@code now}; nothing where there is something already. */
    static void fill(int events, Database database, Instant now, Progress progress) {
        Work.unlimited("telemetry.demo")
                .run(
                        () -> {
                            if (database.transaction(in -> fill(events, now, progress, in))) {
                                progress.at("statistics", 0, 1);
                                database.execute(VACUUM);
                                progress.at("statistics", 1, 1);
                            }
                        });
    }

    private static boolean fill(int events, Instant now, Progress progress, Transaction in) {
        if (in.find(IS_DONE, row -> row.flag(0)).orElse(true)) {
            return false;
        }
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        YearMonth first = YearMonth.from(now.minus(DemoEvent.AGE).atOffset(ZoneOffset.UTC));
        for (YearMonth month = first; !month.isAfter(current); month = month.plusMonths(1)) {
            in.list(
                    ADD_MONTH,
                    row -> true,
                    month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        List<String> addresses = in.list(ADDRESSES, row -> row.text(0));
        DemoEvent event = new DemoEvent(events, addresses, now, SEED);
        int[] next = {0};
        new TableCopies(in, progress)
                .copy(
                        EVENTS,
                        "telemetry events",
                        events,
                        row -> {
                            if (next[0] == events) {
                                return false;
                            }
                            event.write(next[0]++, row);
                            return true;
                        });
        progress.at("telemetry rollups", 0, 1);
        Backfill.run(in);
        progress.at("telemetry rollups", 1, 1);
        return true;
    }
}
