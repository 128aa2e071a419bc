package dev.stoa.telemetry.erase;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.TableStatement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.count.Sql;
import dev.stoa.telemetry.event.Addresses;
import dev.stoa.telemetry.event.Dimension;
import dev.stoa.telemetry.month.Months;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The job that removes the events of addresses that belonged to deleted members, month by month.
 * Whose they are stands in a table, written in the transaction that deletes the member and cleared
 * when nothing is left. It looks twice, as events may have been on their way in at the first time.
 */
final class Erasure {
    static final String NAME = "telemetry.members.erase";

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    static final Statement DUE =
            Statement.of(
                    "telemetry.erasures.due",
                    Budget.ms(20),
                    """
                    select r.id, r.address from telemetry_erasures r
                     where r.passes = 0 or r.requested_at < now() - interval '15 minutes'
                     order by r.id limit 100
                    """);

    static final TableStatement ERASE =
            TableStatement.named(
                    "telemetry.erasures.erase",
                    Budget.seconds(5),
                    """
                    with gone as (
                        delete from {table} e
                         where e.address = any(:addresses)
                        returning date_trunc('minute', e.occurred_at, 'UTC') as bucket, e.type,
                                  %s as dimension, e.occurred_at),
                    noted as (
                        insert into telemetry_deltas (bucket, type, dimension, events, last_at)
                        select g.bucket, g.type, g.dimension, -count(*), min(g.occurred_at)
                          from gone g group by g.bucket, g.type, g.dimension)
                    select count(*) from gone
                    """
                            .formatted(Sql.DIMENSION));

    static final Statement PASSED =
            Statement.of(
                    "telemetry.erasures.passed",
                    Budget.ms(10),
                    "update telemetry_erasures set passes = passes + 1 where id = :id");

    /** Only what a pass found nothing behind: it began late enough. */
    static final Statement DONE =
            Statement.of(
                    "telemetry.erasures.done",
                    Budget.ms(10),
                    """
                    delete from telemetry_erasures
                     where passes > 1 and requested_at < now() - interval '15 minutes'
                    """);

    private final Addresses addresses;
    private final Dimension dimension;

    Erasure(Addresses addresses, Dimension dimension) {
        this.addresses = addresses;
        this.dimension = dimension;
    }

    private record Due(long id, String address) {
        static Due read(Row row) {
            return new Due(row.number(0), row.text(1));
        }
    }

    Job job() {
        return new Job(NAME, Schedule.every(INTERVAL), LIMIT, this::run);
    }

    void run(JobRun run) {
        List<Due> due = run.transaction(in -> in.list(DUE, Due::read));
        if (due.isEmpty()) {
            return;
        }
        List<String> forms = new ArrayList<>();
        due.forEach(each -> forms.addAll(addresses.forms(each.address())));
        String[] stored = forms.toArray(String[]::new);
        // Each table by itself: the parent no longer shows a month that is about to go.
        for (String table : run.transaction(Months::tables)) {
            run.count("events", run.transaction(in -> erased(in, stored, table)));
        }
        run.transaction(
                in -> {
                    due.forEach(each -> in.execute(PASSED, each.id()));
                    return in.execute(DONE);
                });
        run.count("members", due.size());
    }

    private long erased(Transaction in, String[] stored, String table) {
        return in.find(
                        ERASE.on(table),
                        row -> row.number(0),
                        stored,
                        dimension.key(),
                        dimension.array())
                .orElseThrow();
    }
}
