package dev.stoa.forum.rank;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;

/** Ranked snapshots in PostgreSQL. */
final class RankStore {
    /** Ranks kept of each list: page 500 of 20 is within it. */
    private static final int RANKS = 10_000;

    static final Statement EPOCHS =
            Statement.of(
                    "forum.ranks.epochs",
                    Budget.ms(5),
                    "select e.epoch, e.created_at from thread_rank_epochs e order by e.epoch desc limit 2");
    static final Statement LOCK =
            Statement.of(
                    "forum.ranks.lock",
                    Budget.ms(5),
                    "select pg_try_advisory_xact_lock(hashtextextended('stoa.forum.ranks', 0))");
    static final Statement OPEN =
            Statement.of(
                    "forum.ranks.open",
                    Budget.ms(5),
                    "insert into thread_rank_epochs default values returning epoch, created_at");
    static final Statement TRENDING =
            Statement.of(
                    "forum.ranks.trending",
                    Budget.seconds(2),
                    """
                    insert into thread_ranks (epoch, list, structure_id, rank, score, thread_id)
                    select :epoch, 'trending', c.structure_id, row_number() over (order by c.score desc, c.id desc), c.score, c.id
                      from (select t.id, t.structure_id,
                                   s.vote_score / power(greatest(date_part('epoch', now() - t.created_at), 0) / 3600 + 2, 1.5) as score
                              from (select n.id, n.structure_id, n.created_at
                                      from threads n
                                     where n.published_at is not null and not n.is_removed
                                     order by n.published_at desc, n.id desc limit %1$d) t
                              join thread_stats s on s.thread_id = t.id) c
                     order by c.score desc, c.id desc
                    """
                            .formatted(RANKS));
    static final Statement TOP =
            Statement.of(
                    "forum.ranks.top",
                    Budget.seconds(2),
                    """
                    insert into thread_ranks (epoch, list, structure_id, rank, score, thread_id)
                    select :epoch, cast(:list as text), c.structure_id,
                           row_number() over (order by c.vote_score desc, c.id desc), c.vote_score, c.id
                      from (select t.id, t.structure_id, s.vote_score
                              from threads t
                              join thread_stats s on s.thread_id = t.id
                             where t.published_at is not null and not t.is_removed
                               and t.published_at > cast(:since as timestamptz)
                             order by s.vote_score desc, t.id desc limit %1$d) c
                    """
                            .formatted(RANKS));
    static final Statement FORGET =
            Statement.of(
                    "forum.ranks.forget",
                    Budget.seconds(2),
                    "delete from thread_ranks where epoch < :oldest");
    static final Statement FORGET_EPOCHS =
            Statement.of(
                    "forum.ranks.forget-epochs",
                    Budget.ms(50),
                    "delete from thread_rank_epochs where epoch < :oldest");

    private final Database database;

    RankStore(Database database) {
        this.database = database;
    }

    /** The newest two snapshots, the current one first. */
    List<RankEpoch> epochs() {
        return database.list(EPOCHS, row -> new RankEpoch(row.number(0), row.instant(1)));
    }

    /** The same, as a transaction sees them. */
    static List<RankEpoch> epochs(Transaction transaction) {
        return transaction.list(EPOCHS, row -> new RankEpoch(row.number(0), row.instant(1)));
    }

    /** Makes a snapshot of all lists; empty when another node is at it. */
    Optional<RankEpoch> refresh() {
        return database.transaction(RankStore::snapshot);
    }

    /** Makes a snapshot of all lists; empty when another is at it, an import say. */
    static Optional<RankEpoch> snapshot(Transaction transaction) {
        if (!transaction.find(LOCK, row -> row.flag(0)).orElse(false)) {
            return Optional.empty();
        }
        RankEpoch epoch =
                transaction
                        .find(OPEN, row -> new RankEpoch(row.number(0), row.instant(1)))
                        .orElseThrow();
        transaction.execute(TRENDING, epoch.epoch());
        for (RankPeriod period : RankPeriod.values()) {
            transaction.execute(TOP, epoch.epoch(), period.list(), period.since(epoch.at()));
        }
        List<RankEpoch> kept = epochs(transaction);
        long oldest = kept.getLast().epoch();
        transaction.execute(FORGET, oldest);
        transaction.execute(FORGET_EPOCHS, oldest);
        return Optional.of(epoch);
    }
}
