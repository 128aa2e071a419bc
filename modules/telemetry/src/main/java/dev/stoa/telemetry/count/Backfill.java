package dev.stoa.telemetry.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.event.Dimension;

/** Rollups of events that were put into empty tables by COPY, as by the settings' fallbacks. */
public final class Backfill {
    static final Statement ROLLUPS =
            Statement.of(
                    "telemetry.backfill.rollups",
                    Budget.seconds(1800),
                    """
                    with minutes as (
                        select date_trunc('minute', e.occurred_at, 'UTC') as bucket, e.type,
                               %s as dimension, count(*) as events
                          from telemetry_events e group by 1, 2, 3)
                    insert into telemetry_rollups (grain, bucket, type, dimension, events)
                    select k.grain, date_trunc(k.grain, m.bucket, 'UTC') as at, m.type, m.dimension,
                           sum(m.events)
                      from minutes m cross join (values ('minute'), ('hour'), ('day')) k(grain)
                     group by k.grain, at, m.type, m.dimension
                    """
                            .formatted(Sql.DIMENSION));
    static final Statement TYPES =
            Statement.of(
                    "telemetry.backfill.types",
                    Budget.seconds(1800),
                    """
                    insert into telemetry_types (type, events, last_seen_at)
                    select e.type, count(*), max(e.occurred_at) from telemetry_events e group by e.type
                    """);

    private Backfill() {}

    /** Counts all events there are. */
    public static void run(Transaction in) {
        Dimension usual = Dimension.of(CountPart.DIMENSION.fallback(), CountPart.VALUES.fallback());
        in.execute(ROLLUPS, usual.key(), usual.array());
        in.execute(TYPES);
    }
}
