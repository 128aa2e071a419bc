package dev.stoa.forum.vote;

import dev.stoa.platform.Failure;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Votes in PostgreSQL. A vote is put or dropped by one statement that tells from what to what it
 * went, whatever the same member does elsewhere at the same time, appends the difference, and
 * answers with the counters, the deltas that are not folded yet, and its own, which it can't see.
 */
final class VoteStore {
    static final Statement THREAD =
            Statement.of(
                    "forum.votes.thread",
                    Budget.ms(5),
                    """
                    select t.id, cast(null as bigint), t.user_id, t.structure_id
                      from threads t
                     where t.id = :thread and t.published_at is not null and not t.is_removed
                    """);
    static final Statement POST =
            Statement.of(
                    "forum.votes.post",
                    Budget.ms(5),
                    """
                    select p.thread_id, p.id, p.user_id, t.structure_id
                      from posts p join threads t on t.id = p.thread_id
                     where p.id = :post and not p.is_removed
                       and t.published_at is not null and not t.is_removed
                    """);

    private static final Statement PUT_THREAD =
            ofThread(
                    "put-thread",
                    """
                    insert into thread_votes as v (user_id, thread_id, value)
                    values (:member, :thread, :value)
                    on conflict (user_id, thread_id) do update
                       set value = excluded.value, created_at = now()
                     where v.value <> excluded.value
                    returning coalesce(old.value, 0) as before, new.value as after
                    """);
    private static final Statement PUT_POST =
            ofPost(
                    "put-post",
                    """
                    insert into post_votes as v (user_id, post_id, thread_id, value)
                    values (:member, :post, :thread, :value)
                    on conflict (user_id, post_id) do update
                       set value = excluded.value, created_at = now()
                     where v.value <> excluded.value
                    returning coalesce(old.value, 0) as before, new.value as after
                    """);
    private static final Statement DROP_THREAD =
            ofThread(
                    "drop-thread",
                    """
                    delete from thread_votes
                     where user_id = :member and thread_id = :thread
                    returning value as before, 0 as after
                    """);
    private static final Statement DROP_POST =
            ofPost(
                    "drop-post",
                    """
                    delete from post_votes
                     where user_id = :member and post_id = :post
                    returning value as before, 0 as after
                    """);

    /** All there are, for the tests that prepare and explain them. */
    static final List<Statement> ALL =
            List.of(THREAD, POST, PUT_THREAD, PUT_POST, DROP_THREAD, DROP_POST);

    private final Transaction transaction;

    VoteStore(Transaction transaction) {
        this.transaction = transaction;
    }

    private static Statement ofThread(String what, String vote) {
        return of(
                what,
                vote,
                "cast(null as bigint)",
                "post_id is null",
                """
                threads c on c.id = :thread
                  left join thread_stats s on s.thread_id = c.id\
                """);
    }

    private static Statement ofPost(String what, String vote) {
        return of(
                what,
                vote,
                ":post",
                "post_id = :post",
                """
                posts c on c.id = :post
                  left join post_stats s on s.post_id = c.id\
                """);
    }

    private static Statement of(String what, Object... parts) {
        return Statement.of(
                "forum.votes." + what,
                Budget.ms(10),
                """
                    with vote as (
                        %s),
                    own as (
                        insert into counter_deltas (thread_id, post_id, member_id, up, down)
                        select :thread, %s, cast(:author as bigint),
                               cast(after > 0 as int) - cast(before > 0 as int),
                               cast(after < 0 as int) - cast(before < 0 as int)
                          from vote
                        returning up, down),
                    pending as (
                        select coalesce(sum(up), 0) as up, coalesce(sum(down), 0) as down
                          from (select up, down from counter_deltas where thread_id = :thread and %s
                                union all
                                select up, down from own) d)
                    select coalesce(s.vote_score, c.base_score) + p.up - p.down,
                           coalesce(s.up, 0) + p.up, coalesce(s.down, 0) + p.down, cast(:value as int)
                      from pending p
                      join %s
                    """
                        .formatted(parts));
    }

    Optional<Target> thread(long thread) {
        return transaction.find(THREAD, Target::read, thread);
    }

    Optional<Target> post(long post) {
        return transaction.find(POST, Target::read, post);
    }

    /** Makes {@code value} the vote of {@code member}; 1 or -1, or 0 for none. */
    Score put(Target on, long member, int value) {
        boolean isThread = on.post() == null;
        Statement statement =
                value == 0
                        ? (isThread ? DROP_THREAD : DROP_POST)
                        : (isThread ? PUT_THREAD : PUT_POST);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("member", member);
        values.put("thread", on.thread());
        values.put("post", on.post());
        values.put("author", on.author());
        values.put("value", value);
        return transaction
                .find(
                        statement,
                        Score::read,
                        statement.parameters().stream().map(values::get).toArray())
                .orElseThrow(() -> new Failure.NotFound("It is not there any more."));
    }
}
