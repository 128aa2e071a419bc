package dev.stoa.forum.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/**
 * Moves posts from one thread to another: behind its last, numbered without gaps in the order they
 * were made. Both threads' rows are locked.
 */
final class PostMoves {
    private static final Budget BUDGET = Budget.seconds(5);

    /** A post whose parent stays behind begins a tree of its own. */
    static final Statement PLACE =
            Statement.of(
                    "forum.moderation.place-posts",
                    BUDGET,
                    """
                    with recursive numbered as materialized (
                        select p.id, p.parent_id,
                               cast(:base as int) + cast(row_number() over (
                                   order by p.id <> :first, p.created_at, p.id) as int) as number
                          from posts p where p.id = any(:posts)),
                    tree(id, number, parent_id, path, depth) as (
                        select n.id, n.number, cast(null as bigint), lpad(cast(n.number as text), 7, '0'), 0
                          from numbered n
                         where not exists (select 1 from numbered m where m.id = n.parent_id)
                        union all
                        select n.id, n.number, n.parent_id, t.path || '.' || lpad(cast(n.number as text), 7, '0'),
                               t.depth + 1
                          from tree t join numbered n on n.parent_id = t.id)
                    update posts p
                       set thread_id = :target, post_number = t.number, parent_id = t.parent_id, path = t.path,
                           depth = t.depth
                      from tree t where p.id = t.id
                    """);

    /** In the order of ids, as whoever folds counters takes them. */
    static final Statement STATS =
            Statement.of(
                    "forum.moderation.move-post-stats",
                    BUDGET,
                    """
                    with held as materialized (
                        select s.post_id from post_stats s where s.post_id = any(:posts)
                         order by s.post_id for no key update)
                    update post_stats s set thread_id = :target from held h where s.post_id = h.post_id
                    """);

    static final Statement COUNT =
            Statement.of(
                    "forum.moderation.count-moved",
                    BUDGET,
                    """
                    with authors as materialized (
                        select distinct p.user_id from posts p
                         where p.id = any(:posts) and not p.is_removed and p.user_id is not null)
                    select (select count(*) from posts p where p.id = any(:posts) and not p.is_removed),
                           (select count(*) from authors a
                             where not exists (select 1 from posts p
                                                where p.thread_id = :target and p.user_id = a.user_id
                                                  and p.post_number <= :base and not p.is_removed)),
                           (select count(*) from authors a
                             where not exists (select 1 from posts p
                                                where p.thread_id = :source and p.user_id = a.user_id
                                                  and not p.is_removed))
                    """);

    private PostMoves() {}

    /**
     * Which posts go where.
     *
     * @param base the highest number there has been in the target
     * @param first the post that comes first whatever the times say; 0 for none
     */
    record Course(long source, long target, int base, long first) {}

    static Moved move(Transaction in, long[] posts, Course course) {
        in.execute(PLACE, course.base(), course.first(), posts, course.target());
        in.execute(STATS, posts, course.target());
        return in.find(
                        COUNT,
                        row ->
                                new Moved(
                                        course.target(),
                                        posts.length,
                                        row.integer(0),
                                        row.integer(1),
                                        row.integer(2)),
                        posts,
                        course.target(),
                        course.base(),
                        course.source())
                .orElseThrow();
    }
}
