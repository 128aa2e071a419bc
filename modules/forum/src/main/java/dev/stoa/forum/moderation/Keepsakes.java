package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What members keep of threads whose posts were moved: votes on posts, favorites, follows, what
 * they have read, notifications. By then posts say themselves which thread they are in. None of
 * these has an index by thread, as nothing else asks for it: each is a walk through its table.
 */
final class Keepsakes {
    private static final Budget BUDGET = Budget.seconds(10);

    static final Statement VOTES =
            Statement.of(
                    "forum.moderation.move-votes",
                    BUDGET,
                    """
                    update post_votes v set thread_id = p.thread_id
                      from posts p
                     where p.thread_id = :to and v.post_id = p.id and v.thread_id = :from
                    """);
    static final Statement NOTIFICATIONS =
            Statement.of(
                    "forum.moderation.move-notifications",
                    BUDGET,
                    """
                    update notifications n set thread_id = p.thread_id
                      from posts p
                     where p.thread_id = :to and n.post_id = p.id and n.thread_id = :from
                    """);

    /** Each member of the old thread, and whether the new one has them anew. */
    static final Statement FAVORITES =
            Statement.of(
                    "forum.moderation.move-favorites",
                    BUDGET,
                    """
                    with gone as (delete from favorites where thread_id = :from returning user_id, created_at),
                    come as (
                        insert into favorites (user_id, thread_id, created_at)
                        select g.user_id, cast(:to as bigint), g.created_at from gone g
                            on conflict (user_id, thread_id) do nothing
                        returning user_id)
                    select g.user_id, c.user_id is not null
                      from gone g left join come c on c.user_id = g.user_id
                    """);

    static final Statement FOLLOWS =
            Statement.of(
                    "forum.moderation.move-follows",
                    BUDGET,
                    """
                    with gone as (
                        delete from follows where target = 'thread' and target_id = :from
                        returning user_id, created_at),
                    come as (
                        insert into follows (user_id, target, target_id, created_at)
                        select g.user_id, 'thread', cast(:to as bigint), g.created_at from gone g
                            on conflict (user_id, target, target_id) do nothing)
                    select g.user_id from gone g
                    """);

    /** Numbers in the new thread are others: what is moved there is unread there. */
    static final Statement FORGET =
            Statement.of(
                    "forum.moderation.forget-read-states",
                    BUDGET,
                    """
                    with muted as (delete from mutes where target = 'thread' and target_id = :from)
                    delete from read_states where thread_id = :from
                    """);

    /** A thread made of posts of another: who had read some of them has read as many there. */
    static final Statement SHARE =
            Statement.of(
                    "forum.moderation.share-read-states",
                    BUDGET,
                    """
                    insert into read_states (user_id, thread_id, last_read_post_number)
                    select r.user_id, cast(:to as bigint), n.number
                      from thread_operations o
                      join read_states r on r.thread_id = o.thread_id
                     cross join lateral (
                           select cast(count(*) as int) as number from unnest(o.old_numbers) p(number)
                            where p.number <= r.last_read_post_number) n
                     where o.id = :operation and n.number > 0
                        on conflict (user_id, thread_id) do nothing
                    """);

    private final Forum forum;

    Keepsakes(Forum forum) {
        this.forum = forum;
    }

    /** All of a thread that is merged into another; a thread's mutes end with it. */
    void move(Transaction in, long from, long to) {
        in.execute(VOTES, to, from);
        in.execute(NOTIFICATIONS, to, from);
        in.execute(FORGET, from);
        Set<Long> members = new HashSet<>(in.list(FOLLOWS, row -> row.number(0), from, to));
        List<Boolean> isNew =
                in.list(
                        FAVORITES,
                        row -> {
                            members.add(row.number(0));
                            return row.flag(1);
                        },
                        from,
                        to);
        members.forEach(member -> forum.changes().publish(in, new Change.StatesMoved(member)));
        if (!isNew.isEmpty()) {
            int come = Math.toIntExact(isNew.stream().filter(each -> each).count());
            forum.counters()
                    .append(
                            in,
                            List.of(
                                    Delta.ofThread(from, Moves.NONE.favorites(-isNew.size())),
                                    Delta.ofThread(to, Moves.NONE.favorites(come))));
        }
    }

    /** What concerns posts that were split off. */
    void share(Transaction in, Operation operation) {
        long from = operation.wish().thread();
        long to = Objects.requireNonNull(operation.result());
        in.execute(VOTES, to, from);
        in.execute(NOTIFICATIONS, to, from);
        in.execute(SHARE, to, operation.id());
    }
}
