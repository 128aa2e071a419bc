package dev.stoa.forum.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/**
 * Compares counters with what they count, and repairs them, in PostgreSQL. Each statement sees one
 * snapshot, in which rows and deltas of one transaction are both there or both not; it adds the
 * difference, so that deltas which wait meanwhile stay right.
 */
final class AuditStore {
    private static final Budget WHOLE = Budget.seconds(10);
    private static final Budget RANGE = Budget.seconds(1);

    /** Threads a step. */
    static final int THREADS = 2000;

    /** Members a step: each may have thousands of posts. */
    static final int MEMBERS = 500;

    static final Statement AT =
            Statement.of(
                    "forum.audit.at",
                    Budget.ms(5),
                    "select part, after from counter_audits where id = 1 for update");
    static final Statement MOVE =
            Statement.of(
                    "forum.audit.move",
                    Budget.ms(5),
                    """
                    insert into counter_audits (id, part, after) values (1, :part, :after)
                    on conflict (id) do update
                       set part = excluded.part, after = excluded.after, updated_at = now()
                    """);
    static final Statement LAST_THREAD =
            Statement.of(
                    "forum.audit.last-thread",
                    Budget.ms(20),
                    """
                    select count(*), coalesce(max(id), 0)
                      from (select id from threads where id > :after order by id limit %d) t
                    """
                            .formatted(THREADS));
    static final Statement LAST_MEMBER =
            Statement.of(
                    "forum.audit.last-member",
                    Budget.ms(20),
                    """
                    select count(*), coalesce(max(id), 0)
                      from (select id from users where id > :after order by id limit %d) u
                    """
                            .formatted(MEMBERS));

    static final Statement THREAD_VOTES =
            Statement.of(
                    "forum.audit.thread-votes",
                    WHOLE,
                    """
                    with truth as (
                        select thread_id, count(*) filter (where value > 0) as up,
                               count(*) filter (where value < 0) as down
                          from thread_votes group by thread_id),
                    waiting as (
                        select thread_id, sum(up) as up, sum(down) as down
                          from counter_deltas where post_id is null group by thread_id),
                    off as (
                        select s.thread_id, coalesce(t.up, 0) - s.up - coalesce(w.up, 0) as up,
                               coalesce(t.down, 0) - s.down - coalesce(w.down, 0) as down
                          from thread_stats s
                          left join truth t on t.thread_id = s.thread_id
                          left join waiting w on w.thread_id = s.thread_id)
                    update thread_stats s
                       set up = s.up + o.up, down = s.down + o.down,
                           vote_score = s.vote_score + o.up - o.down
                      from off o
                     where s.thread_id = o.thread_id and (o.up <> 0 or o.down <> 0)
                    """);
    static final Statement POST_VOTES =
            Statement.of(
                    "forum.audit.post-votes",
                    WHOLE,
                    """
                    with truth as (
                        select post_id, count(*) filter (where value > 0) as up,
                               count(*) filter (where value < 0) as down
                          from post_votes group by post_id),
                    waiting as (
                        select post_id, sum(up) as up, sum(down) as down
                          from counter_deltas where post_id is not null group by post_id),
                    off as (
                        select s.post_id, coalesce(t.up, 0) - s.up - coalesce(w.up, 0) as up,
                               coalesce(t.down, 0) - s.down - coalesce(w.down, 0) as down
                          from post_stats s
                          left join truth t on t.post_id = s.post_id
                          left join waiting w on w.post_id = s.post_id)
                    update post_stats s
                       set up = s.up + o.up, down = s.down + o.down,
                           vote_score = s.vote_score + o.up - o.down
                      from off o
                     where s.post_id = o.post_id and (o.up <> 0 or o.down <> 0)
                    """);
    static final Statement FAVORITES =
            Statement.of(
                    "forum.audit.favorites",
                    WHOLE,
                    """
                    with truth as (
                        select thread_id, count(*) as favorites from favorites group by thread_id),
                    waiting as (
                        select thread_id, sum(favorites) as favorites
                          from counter_deltas where favorites <> 0 group by thread_id),
                    off as (
                        select s.thread_id,
                               coalesce(t.favorites, 0) - s.favorite_count - coalesce(w.favorites, 0) as by
                          from thread_stats s
                          left join truth t on t.thread_id = s.thread_id
                          left join waiting w on w.thread_id = s.thread_id)
                    update thread_stats s set favorite_count = s.favorite_count + o.by
                      from off o
                     where s.thread_id = o.thread_id and o.by <> 0
                    """);
    static final Statement NEW_THREADS =
            Statement.of(
                    "forum.audit.new-threads",
                    RANGE,
                    """
                    insert into thread_stats (thread_id, vote_score)
                    select t.id, t.base_score from threads t
                     where t.id > :after and t.id <= :last
                       and not exists (select from thread_stats s where s.thread_id = t.id)
                    on conflict (thread_id) do nothing
                    """);
    static final Statement NEW_POSTS =
            Statement.of(
                    "forum.audit.new-posts",
                    RANGE,
                    """
                    insert into post_stats (post_id, thread_id, vote_score)
                    select p.id, p.thread_id, p.base_score from posts p
                     where p.thread_id > :after and p.thread_id <= :last
                       and not exists (select from post_stats s where s.post_id = p.id)
                    on conflict (post_id) do nothing
                    """);
    static final Statement THREAD_POSTS =
            Statement.of(
                    "forum.audit.thread-posts",
                    RANGE,
                    """
                    with truth as (
                        select thread_id, count(*) as posts, count(distinct user_id) as participants
                          from posts
                         where thread_id > :after and thread_id <= :last and not is_removed
                         group by thread_id),
                    waiting as (
                        select thread_id, sum(posts) as posts, sum(participants) as participants
                          from counter_deltas where thread_id is not null group by thread_id),
                    off as (
                        select s.thread_id,
                               coalesce(t.posts, 0) - s.post_count - coalesce(w.posts, 0) as posts,
                               coalesce(t.participants, 0) - s.participant_count
                                 - coalesce(w.participants, 0) as participants
                          from thread_stats s
                          left join truth t on t.thread_id = s.thread_id
                          left join waiting w on w.thread_id = s.thread_id
                         where s.thread_id > :after and s.thread_id <= :last)
                    update thread_stats s
                       set post_count = s.post_count + o.posts,
                           participant_count = s.participant_count + o.participants
                      from off o
                     where s.thread_id = o.thread_id and (o.posts <> 0 or o.participants <> 0)
                    """);
    static final Statement REPLIES =
            Statement.of(
                    "forum.audit.replies",
                    RANGE,
                    """
                    with truth as (
                        select parent_id, count(*) as replies
                          from posts
                         where thread_id > :after and thread_id <= :last
                           and parent_id is not null and not is_removed
                         group by parent_id),
                    waiting as (
                        select post_id, sum(replies) as replies
                          from counter_deltas where post_id is not null group by post_id),
                    off as (
                        select s.post_id,
                               coalesce(t.replies, 0) - s.reply_count - coalesce(w.replies, 0) as by
                          from post_stats s
                          left join truth t on t.parent_id = s.post_id
                          left join waiting w on w.post_id = s.post_id
                         where s.thread_id > :after and s.thread_id <= :last)
                    update post_stats s set reply_count = s.reply_count + o.by
                      from off o
                     where s.post_id = o.post_id and o.by <> 0
                    """);
    static final Statement THREAD_SCORES =
            Statement.of(
                    "forum.audit.thread-scores",
                    RANGE,
                    """
                    update thread_stats s set vote_score = t.base_score + s.up - s.down
                      from threads t
                     where t.id = s.thread_id and s.thread_id > :after and s.thread_id <= :last
                       and s.vote_score <> t.base_score + s.up - s.down
                    """);
    static final Statement POST_SCORES =
            Statement.of(
                    "forum.audit.post-scores",
                    RANGE,
                    """
                    update post_stats s set vote_score = p.base_score + s.up - s.down
                      from posts p
                     where p.id = s.post_id and s.thread_id > :after and s.thread_id <= :last
                       and s.vote_score <> p.base_score + s.up - s.down
                    """);

    /** Karma of votes is entered when it is folded; other karma before. */
    static final Statement OF_MEMBERS =
            Statement.of(
                    "forum.audit.members",
                    RANGE,
                    """
                    with karma as (
                        select user_id, sum(points) as points
                          from karma_entries
                         where user_id > :after and user_id <= :last group by user_id),
                    opened as (
                        select user_id, count(*) as threads
                          from threads
                         where user_id > :after and user_id <= :last
                           and published_at is not null and not is_removed
                         group by user_id),
                    written as (
                        select user_id, count(*) as posts
                          from posts
                         where user_id > :after and user_id <= :last and not is_removed
                         group by user_id),
                    waiting as (
                        select member_id, sum(karma) as karma, sum(threads) as threads,
                               sum(posts) as posts
                          from counter_deltas where member_id is not null group by member_id),
                    off as (
                        select u.id,
                               coalesce(k.points, 0) - coalesce(s.karma_points, 0)
                                 - coalesce(w.karma, 0) as karma,
                               coalesce(o.threads, 0) - coalesce(s.thread_count, 0)
                                 - coalesce(w.threads, 0) as threads,
                               coalesce(p.posts, 0) - coalesce(s.post_count, 0)
                                 - coalesce(w.posts, 0) as posts
                          from users u
                          left join member_stats s on s.user_id = u.id
                          left join karma k on k.user_id = u.id
                          left join opened o on o.user_id = u.id
                          left join written p on p.user_id = u.id
                          left join waiting w on w.member_id = u.id
                         where u.id > :after and u.id <= :last)
                    insert into member_stats as m (user_id, karma_points, thread_count, post_count)
                    select id, karma, threads, posts
                      from off where karma <> 0 or threads <> 0 or posts <> 0
                     order by id
                    on conflict (user_id) do update
                       set karma_points = m.karma_points + excluded.karma_points,
                           thread_count = m.thread_count + excluded.thread_count,
                           post_count = m.post_count + excluded.post_count
                    """);

    static final Statement STRUCTURES =
            Statement.of(
                    "forum.audit.structures",
                    WHOLE,
                    """
                    with unfolded as (
                        select thread_id, sum(posts) as posts
                          from counter_deltas where thread_id is not null group by thread_id),
                    truth as (
                        select t.structure_id, count(*) as threads,
                               sum(coalesce(s.post_count, 0) + coalesce(u.posts, 0)) as posts
                          from threads t
                          left join thread_stats s on s.thread_id = t.id
                          left join unfolded u on u.thread_id = t.id
                         where not t.is_removed and t.published_at is not null
                         group by t.structure_id),
                    waiting as (
                        select structure_id, sum(threads) as threads, sum(posts) as posts
                          from counter_deltas where structure_id is not null group by structure_id),
                    off as (
                        select f.id,
                               coalesce(t.threads, 0) - f.thread_count - coalesce(w.threads, 0) as threads,
                               coalesce(t.posts, 0) - f.post_count - coalesce(w.posts, 0) as posts
                          from forum_structure f
                          left join truth t on t.structure_id = f.id
                          left join waiting w on w.structure_id = f.id)
                    update forum_structure f
                       set thread_count = f.thread_count + o.threads,
                           post_count = f.post_count + o.posts
                      from off o
                     where f.id = o.id and (o.threads <> 0 or o.posts <> 0)
                    """);

    /** No drift: what was removed is the newest post no more, and nobody says so at once. */
    static final Statement LAST_POSTS =
            Statement.of(
                    "forum.audit.last-posts",
                    WHOLE,
                    """
                    update forum_structure f set last_post_at = t.at
                      from (select s.id, (select max(t.last_post_at) from threads t
                                           where t.structure_id = s.id and not t.is_removed
                                             and t.published_at is not null) as at
                              from forum_structure s) t
                     where f.id = t.id and f.last_post_at is distinct from t.at
                    """);

    private final Transaction transaction;

    AuditStore(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Up to which id a step goes, and how many things that are. */
    record Reach(long things, long last) {}

    Audit.Place at() {
        return transaction
                .find(AT, row -> Audit.Place.of(row.text(0), row.number(1)))
                .orElse(Audit.Place.START);
    }

    void move(Audit.Place to) {
        transaction.execute(MOVE, to.part().name(), to.after());
    }

    Reach threads(long after) {
        return reach(LAST_THREAD, after);
    }

    Reach members(long after) {
        return reach(LAST_MEMBER, after);
    }

    private Reach reach(Statement last, long after) {
        return transaction
                .find(last, row -> new Reach(row.number(0), row.number(1)), after)
                .orElseThrow();
    }

    /** Repairs a whole table; returns how many rows were wrong. */
    long repair(Statement statement) {
        return transaction.execute(statement);
    }

    /** Repairs rows behind {@code after} up to {@code last}; returns how many were wrong. */
    long repair(Statement statement, long after, long last) {
        return transaction.execute(statement, after, last);
    }
}
