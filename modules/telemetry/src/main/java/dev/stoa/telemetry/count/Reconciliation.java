package dev.stoa.telemetry.count;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.event.Dimension;
import dev.stoa.telemetry.month.Months;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the events of a day anew and puts its rollups right. One statement sees events and deltas
 * of the same moment, while nobody folds: what the rollups must be is the events without those
 * whose deltas still wait.
 */
final class Reconciliation {
    static final String RECONCILE = "telemetry.rollups.reconcile";
    static final String REBUILD = "telemetry.rollups.rebuild";

    private static final Duration LIMIT = Duration.ofMinutes(60);

    static final Statement MEND =
            Statement.of(
                    "telemetry.rollups.mend",
                    Budget.seconds(60),
                    """
                    with minutes as (
                        select m.bucket, m.type, m.dimension, sum(m.events) as events
                          from (select date_trunc('minute', e.occurred_at, 'UTC') as bucket, e.type,
                                       %s as dimension, count(*) as events
                                  from telemetry_events e
                                 where e.occurred_at >= :from and e.occurred_at < :to
                                 group by 1, 2, 3
                                union all
                                select d.bucket, d.type, d.dimension, -d.events from telemetry_deltas d
                                 where d.bucket >= :from and d.bucket < :to) m
                         group by m.bucket, m.type, m.dimension),
                    truth as (
                        select t.grain, t.bucket, t.type, t.dimension, sum(t.events) as events
                          from (select k.grain, date_trunc(k.grain, m.bucket, 'UTC') as bucket, m.type,
                                       m.dimension, m.events
                                  from minutes m cross join (values ('minute'), ('hour'), ('day')) k(grain)
                                union all
                                select r.grain, r.bucket, r.type, r.dimension, 0 from telemetry_rollups r
                                 where r.grain = any(array['minute', 'hour', 'day'])
                                   and r.bucket >= :from and r.bucket < :to) t
                         group by t.grain, t.bucket, t.type, t.dimension),
                    mended as (
                        insert into telemetry_rollups as r (grain, bucket, type, dimension, events)
                        select t.grain, t.bucket, t.type, t.dimension, t.events from truth t
                         where t.events <> 0 or exists (
                               select 1 from telemetry_rollups o
                                where o.grain = t.grain and o.bucket = t.bucket and o.type = t.type
                                  and o.dimension = t.dimension)
                         order by t.grain, t.bucket, t.type, t.dimension
                            on conflict (grain, bucket, type, dimension) do update
                           set events = excluded.events
                         where r.events <> excluded.events
                        returning 1)
                    select count(*) from mended
                    """
                            .formatted(Sql.DIMENSION));

    /** Minutes of months that are gone can't be told from events any more; hours and days stay. */
    static final Statement TRIM =
            Statement.of(
                    "telemetry.rollups.trim",
                    Budget.seconds(5),
                    """
                    delete from telemetry_rollups
                     where ctid = any(array(select ctid from telemetry_rollups
                                             where grain = 'minute' and bucket < :oldest limit 10000))
                    """);

    private final Months months;
    private final Dimension dimension;
    private final InstantSource clock;
    private final AtomicLong drift = new AtomicLong();

    Reconciliation(Months months, Dimension dimension, InstantSource clock) {
        this.months = months;
        this.dimension = dimension;
        this.clock = clock;
    }

    List<Job> jobs() {
        return List.of(
                new Job(RECONCILE, Schedule.daily(LocalTime.of(3, 10)), LIMIT, this::reconcile),
                new Job(REBUILD, Schedule.cron("0 30 3 * * SUN"), LIMIT, this::rebuild));
    }

    /** Rollups that were wrong when they were last looked at. */
    long drift() {
        return drift.get();
    }

    /** The last days, which take most of what comes. */
    void reconcile(JobRun run) {
        Instant today = today();
        drift.set(mend(run, today.minus(2, ChronoUnit.DAYS), today.plus(1, ChronoUnit.DAYS)));
        months.refresh();
        run.batches("trimmed", 10_000, in -> in.execute(TRIM, months.oldest()));
    }

    /** All that is kept. */
    void rebuild(JobRun run) {
        months.refresh();
        drift.set(mend(run, months.oldest(), today().plus(1, ChronoUnit.DAYS)));
    }

    private Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    private long mend(JobRun run, Instant from, Instant to) {
        long mended = 0;
        for (Instant day = from; day.isBefore(to); day = day.plus(1, ChronoUnit.DAYS)) {
            Instant start = day;
            mended += run.transaction(in -> mend(in, start));
        }
        run.count("mended", mended);
        return mended;
    }

    /** Of a month that is gone, or about to go, the rollups are all that will be left. */
    private long mend(Transaction in, Instant day) {
        Folder.hold(in);
        if (!Months.isWhole(in, day)) {
            return 0;
        }
        return in.find(
                        MEND,
                        row -> row.number(0),
                        dimension.key(),
                        dimension.array(),
                        day,
                        day.plus(1, ChronoUnit.DAYS))
                .orElseThrow();
    }
}
