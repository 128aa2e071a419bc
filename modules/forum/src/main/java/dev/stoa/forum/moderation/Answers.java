package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** Accepted answers that are no more. */
final class Answers {
    /** What its author was given for it is taken back; imported answers brought nothing. */
    static final Statement FORGET =
            Statement.of(
                    "forum.moderation.forget-answer",
                    Budget.ms(10),
                    """
                    with cleared as (
                        update threads set answer_post_id = null, version = version + 1 where id = :thread),
                    given as (
                        select k.user_id, sum(k.points) as points
                          from posts p
                          join karma_entries k on k.user_id = p.user_id and k.type = 'accepted-answer' and k.post_id = p.id
                         where p.id = :post
                         group by k.user_id)
                    insert into karma_entries (user_id, type, points, thread_id, post_id)
                    select g.user_id, 'accepted-answer', -g.points, :thread, :post
                      from given g where g.points > 0
                    returning user_id, points
                    """);

    private final Forum forum;

    Answers(Forum forum) {
        this.forum = forum;
    }

    /** The thread has no accepted answer where that was one of {@code posts}. */
    void forget(Transaction in, HeldThread thread, List<Long> posts) {
        Long answer = thread.answer();
        if (answer == null || !posts.contains(answer)) {
            return;
        }
        List<Delta> deltas =
                in.list(
                        FORGET,
                        row ->
                                new Delta(
                                        null,
                                        null,
                                        row.number(0),
                                        null,
                                        Moves.NONE.karma(row.integer(1))),
                        thread.id(),
                        answer);
        if (!deltas.isEmpty()) {
            forum.counters().append(in, deltas);
        }
    }
}
