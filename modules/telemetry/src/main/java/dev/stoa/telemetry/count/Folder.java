package dev.stoa.telemetry.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Moves deltas into rollups and types, one node at a time: whoever gets the lock folds, others
 * leave it to them. A delta goes away in the transaction that adds it.
 */
final class Folder {
    /** Deltas of one transaction. */
    static final int MOST = 20_000;

    static final Statement LOOK =
            Statement.of(
                    "telemetry.deltas.look",
                    Budget.ms(20),
                    """
                    select pg_try_advisory_xact_lock(hashtextextended('stoa.telemetry.rollups', 0)),
                           count(*)
                      from (select 1 from telemetry_deltas limit 1000000) d
                    """);

    static final Statement HOLD =
            Statement.of(
                    "telemetry.deltas.hold",
                    Budget.seconds(10),
                    "select pg_advisory_xact_lock(hashtextextended('stoa.telemetry.rollups', 0))");

    static final Statement FOLD =
            Statement.of(
                    "telemetry.deltas.fold",
                    Budget.ms(500),
                    """
                    with gone as (
                        delete from telemetry_deltas
                         where ctid = any(array(select ctid from telemetry_deltas limit %d))
                        returning bucket, type, dimension, events, last_at),
                    rolled as (
                        insert into telemetry_rollups as r (grain, bucket, type, dimension, events)
                        select k.grain, date_trunc(k.grain, g.bucket, 'UTC') as at, g.type, g.dimension,
                               sum(g.events)
                          from gone g cross join (values ('minute'), ('hour'), ('day')) k(grain)
                         group by k.grain, at, g.type, g.dimension
                         order by k.grain, at, g.type, g.dimension
                            on conflict (grain, bucket, type, dimension) do update
                           set events = r.events + excluded.events),
                    typed as (
                        insert into telemetry_types as t (type, events, last_seen_at)
                        select g.type, sum(g.events), max(g.last_at) from gone g
                         group by g.type order by g.type
                            on conflict (type) do update
                           set events = t.events + excluded.events,
                               last_seen_at = greatest(t.last_seen_at, excluded.last_seen_at))
                    select count(*) from gone
                    """
                            .formatted(MOST));

    private final Database database;
    private final AtomicLong waiting = new AtomicLong();

    Folder(Database database) {
        this.database = database;
    }

    /** Deltas that waited when it last looked. */
    long waiting() {
        return waiting.get();
    }

    /** Folds until fewer wait than one transaction takes; returns how many it folded. */
    long fold() {
        long folded = 0;
        long last;
        do {
            last = database.transaction(this::batch);
            folded += last;
        } while (last == MOST);
        return folded;
    }

    private record Look(boolean isOurs, long deltas) {}

    private long batch(Transaction in) {
        Look look = in.find(LOOK, row -> new Look(row.flag(0), row.number(1))).orElseThrow();
        waiting.set(look.deltas());
        if (!look.isOurs() || look.deltas() == 0) {
            return 0;
        }
        long folded = in.find(FOLD, row -> row.number(0)).orElseThrow();
        in.afterCommit(() -> waiting.set(Math.max(0, look.deltas() - folded)));
        return folded;
    }

    /** Keeps all others from folding until the transaction ends. */
    static void hold(Transaction in) {
        in.list(HOLD, row -> true);
    }
}
