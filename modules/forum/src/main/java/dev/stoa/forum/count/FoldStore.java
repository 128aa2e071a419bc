package dev.stoa.forum.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deltas and the counters they are folded into, in PostgreSQL. Rows are touched in the order of
 * ids, tables in the order of an import's.
 */
final class FoldStore {
    /** Deltas that are folded in one transaction at most. */
    static final int MOST = 20_000;

    /** Counting stops at a bound: it is for a gauge. */
    static final Statement LOOK =
            Statement.of(
                    "forum.counters.look",
                    Budget.ms(20),
                    """
                    select pg_try_advisory_xact_lock(hashtextextended('stoa.forum.counters', 0)),
                           count(*), coalesce(date_part('epoch', clock_timestamp() - min(d.created_at)), 0)
                      from (select created_at from counter_deltas limit 1000000) d
                    """);

    static final Statement HOLD =
            Statement.of(
                    "forum.counters.hold",
                    Budget.ms(500),
                    "select pg_advisory_xact_lock(hashtextextended('stoa.forum.counters', 0))");

    /** By place: nobody else takes deltas away, and those that come meanwhile stay. */
    static final Statement TAKE =
            Statement.of(
                    "forum.counters.take",
                    Budget.ms(200),
                    """
                    with gone as (
                        delete from counter_deltas
                         where ctid = any(array(select ctid from counter_deltas limit %d))
                        returning *)
                    select g.thread_id, g.post_id, g.member_id, g.structure_id, count(*),
                           sum(g.up), sum(g.down), sum(g.favorites), sum(g.threads), sum(g.posts),
                           sum(g.replies), sum(g.participants), sum(g.views), sum(g.karma),
                           max(g.created_at)
                      from gone g
                     group by g.thread_id, g.post_id, g.member_id, g.structure_id
                    """
                            .formatted(MOST));

    static final Statement POSTS =
            Statement.of(
                    "forum.counters.posts",
                    Budget.ms(100),
                    """
                    update post_stats s
                       set up = s.up + d.up, down = s.down + d.down,
                           vote_score = s.vote_score + d.up - d.down,
                           reply_count = s.reply_count + d.replies
                      from unnest(cast(:ids as bigint[]), cast(:up as int[]), cast(:down as int[]),
                                  cast(:replies as int[])) d(id, up, down, replies)
                     where s.post_id = d.id
                    returning s.post_id
                    """);
    static final Statement NEW_POSTS =
            Statement.of(
                    "forum.counters.new-posts",
                    Budget.ms(100),
                    """
                    insert into post_stats as s (post_id, thread_id, up, down, vote_score, reply_count)
                    select p.id, p.thread_id, d.up, d.down, p.base_score + d.up - d.down, d.replies
                      from unnest(cast(:ids as bigint[]), cast(:up as int[]), cast(:down as int[]),
                                  cast(:replies as int[])) d(id, up, down, replies)
                      join posts p on p.id = d.id
                     where d.id <> all(:counted)
                    on conflict (post_id) do update
                       set up = s.up + excluded.up, down = s.down + excluded.down,
                           vote_score = s.vote_score + excluded.up - excluded.down,
                           reply_count = s.reply_count + excluded.reply_count
                    """);
    static final Statement THREADS =
            Statement.of(
                    "forum.counters.threads",
                    Budget.ms(100),
                    """
                    update thread_stats s
                       set up = s.up + d.up, down = s.down + d.down,
                           vote_score = s.vote_score + d.up - d.down,
                           favorite_count = s.favorite_count + d.favorites,
                           post_count = s.post_count + d.posts,
                           participant_count = s.participant_count + d.participants,
                           view_count = s.view_count + d.views
                      from unnest(cast(:ids as bigint[]), cast(:up as int[]), cast(:down as int[]),
                                  cast(:favorites as int[]), cast(:posts as int[]),
                                  cast(:participants as int[]), cast(:views as int[]))
                           d(id, up, down, favorites, posts, participants, views)
                     where s.thread_id = d.id
                    returning s.thread_id
                    """);
    static final Statement NEW_THREADS =
            Statement.of(
                    "forum.counters.new-threads",
                    Budget.ms(100),
                    """
                    insert into thread_stats as s (thread_id, up, down, vote_score, favorite_count,
                                                   post_count, participant_count, view_count)
                    select t.id, d.up, d.down, t.base_score + d.up - d.down, d.favorites, d.posts,
                           d.participants, d.views
                      from unnest(cast(:ids as bigint[]), cast(:up as int[]), cast(:down as int[]),
                                  cast(:favorites as int[]), cast(:posts as int[]),
                                  cast(:participants as int[]), cast(:views as int[]))
                           d(id, up, down, favorites, posts, participants, views)
                      join threads t on t.id = d.id
                     where d.id <> all(:counted)
                    on conflict (thread_id) do update
                       set up = s.up + excluded.up, down = s.down + excluded.down,
                           vote_score = s.vote_score + excluded.up - excluded.down,
                           favorite_count = s.favorite_count + excluded.favorite_count,
                           post_count = s.post_count + excluded.post_count,
                           participant_count = s.participant_count + excluded.participant_count,
                           view_count = s.view_count + excluded.view_count
                    """);
    static final Statement MEMBERS =
            Statement.of(
                    "forum.counters.members",
                    Budget.ms(100),
                    """
                    update member_stats s
                       set karma_points = s.karma_points + d.karma,
                           thread_count = s.thread_count + d.threads,
                           post_count = s.post_count + d.posts
                      from unnest(cast(:ids as bigint[]), cast(:karma as int[]),
                                  cast(:threads as int[]), cast(:posts as int[]))
                           d(id, karma, threads, posts)
                     where s.user_id = d.id
                    returning s.user_id
                    """);
    static final Statement NEW_MEMBERS =
            Statement.of(
                    "forum.counters.new-members",
                    Budget.ms(100),
                    """
                    insert into member_stats as s (user_id, karma_points, thread_count, post_count)
                    select d.id, d.karma, d.threads, d.posts
                      from unnest(cast(:ids as bigint[]), cast(:karma as int[]),
                                  cast(:threads as int[]), cast(:posts as int[]))
                           d(id, karma, threads, posts)
                     where d.id <> all(:counted)
                    on conflict (user_id) do update
                       set karma_points = s.karma_points + excluded.karma_points,
                           thread_count = s.thread_count + excluded.thread_count,
                           post_count = s.post_count + excluded.post_count
                    """);
    static final Statement KARMA =
            Statement.of(
                    "forum.counters.karma",
                    Budget.ms(100),
                    """
                    insert into karma_entries (user_id, type, points, thread_id, post_id)
                    select k.member, case when k.post is null then 'thread-votes' else 'post-votes' end,
                           k.points, k.thread, k.post
                      from unnest(cast(:members as bigint[]), cast(:threads as bigint[]),
                                  cast(:posts as bigint[]), cast(:points as int[]))
                           k(member, thread, post, points)
                    """);
    static final Statement STRUCTURES =
            Statement.of(
                    "forum.counters.structures",
                    Budget.ms(50),
                    """
                    update forum_structure s
                       set thread_count = s.thread_count + d.threads,
                           post_count = s.post_count + d.posts,
                           last_post_at = greatest(s.last_post_at, timestamptz 'epoch'
                                                     + nullif(d.micros, 0) * interval '1 microsecond')
                      from unnest(cast(:ids as bigint[]), cast(:threads as int[]),
                                  cast(:posts as int[]), cast(:micros as bigint[]))
                           d(id, threads, posts, micros)
                     where s.id = d.id
                    """);

    private final Transaction transaction;

    FoldStore(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * What waits to be folded.
     *
     * @param isOurs whether this transaction is the one that may fold, until its end
     * @param deltas how many wait, up to a million
     * @param age of the oldest, in seconds
     */
    record Waiting(boolean isOurs, long deltas, double age) {}

    Waiting look() {
        return transaction
                .find(LOOK, row -> new Waiting(row.flag(0), row.number(1), row.real(2)))
                .orElseThrow();
    }

    /** Takes up to {@link #MOST} deltas away, added up by what they are of. */
    List<Taken> take() {
        return transaction.list(TAKE, Taken::read);
    }

    void add(Fold fold) {
        moved(POSTS, NEW_POSTS, fold.posts());
        moved(THREADS, NEW_THREADS, fold.threads());
        moved(MEMBERS, NEW_MEMBERS, fold.members());
        fold.karma().ifPresent(entries -> transaction.execute(KARMA, entries));
        if (!fold.structures().isEmpty()) {
            transaction.execute(STRUCTURES, fold.structures().columns(fold.latest()));
        }
    }

    /** Rows that are not there yet are rare: nobody looks for them before. */
    private void moved(Statement move, Statement insert, Sums sums) {
        if (sums.isEmpty()) {
            return;
        }
        Set<Long> counted =
                transaction.list(move, FoldStore::id, sums.columns()).stream()
                        .collect(Collectors.toSet());
        if (counted.size() < sums.size()) {
            long[] there = counted.stream().mapToLong(Long::longValue).sorted().toArray();
            transaction.execute(insert, sums.columns(there));
        }
    }

    private static long id(Row row) {
        return row.number(0);
    }
}
