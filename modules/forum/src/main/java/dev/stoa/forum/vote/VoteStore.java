package dev.stoa.forum.vote;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Votes in PostgreSQL. A vote is put or dropped by one statement, a transaction of its own: it
 * looks whether anything is in the way, tells from what to what the vote went, whatever the same
 * member does elsewhere at the same time, appends the difference, and answers with the counters,
 * the deltas that are not folded yet, and its own, which it can't see.
 */
final class VoteStore {
    static final Statement THREAD =
            Statement.of(
                    "forum.votes.thread",
                    Budget.ms(5),
                    """
                    select t.structure_id
                      from threads t
                     where t.id = :thread and t.published_at is not null and not t.is_removed
                    """);
    static final Statement POST =
            Statement.of(
                    "forum.votes.post",
                    Budget.ms(5),
                    """
                    select t.structure_id
                      from posts p join threads t on t.id = p.thread_id
                     where p.id = :post and not p.is_removed
                       and t.published_at is not null and not t.is_removed
                    """);

    static final Statement PUT_THREAD =
            ofThread(
                    "put-thread",
                    """
                    insert into thread_votes as v (user_id, thread_id, value)
                    select :member, thread_id, :value
                      from target where author is distinct from :member
                    on conflict (user_id, thread_id) do update
                       set value = excluded.value, created_at = now()
                     where v.value <> excluded.value
                    returning coalesce(old.value, 0) as before, new.value as after
                    """);
    static final Statement PUT_POST =
            ofPost(
                    "put-post",
                    """
                    insert into post_votes as v (user_id, post_id, thread_id, value)
                    select :member, post_id, thread_id, :value
                      from target where author is distinct from :member
                    on conflict (user_id, post_id) do update
                       set value = excluded.value, created_at = now()
                     where v.value <> excluded.value
                    returning coalesce(old.value, 0) as before, new.value as after
                    """);
    static final Statement DROP_THREAD =
            ofThread(
                    "drop-thread",
                    """
                    delete from thread_votes v using target t
                     where v.user_id = :member and v.thread_id = t.thread_id
                    returning v.value as before, 0 as after
                    """);
    static final Statement DROP_POST =
            ofPost(
                    "drop-post",
                    """
                    delete from post_votes v using target t
                     where v.user_id = :member and v.post_id = t.post_id
                    returning v.value as before, 0 as after
                    """);

    /** All there are, for the tests that prepare and explain them. */
    static final List<Statement> ALL =
            List.of(THREAD, POST, PUT_THREAD, PUT_POST, DROP_THREAD, DROP_POST);

    private final Database database;

    VoteStore(Database database) {
        this.database = database;
    }

    private static Statement ofThread(String what, String vote) {
        return of(
                what,
                """
                select t.id as thread_id, cast(null as bigint) as post_id, t.user_id as author,
                       t.base_score, coalesce(s.up, 0) as up, coalesce(s.down, 0) as down
                  from threads t left join thread_stats s on s.thread_id = t.id
                 where t.id = :thread\
                """,
                vote,
                "d.post_id is null");
    }

    private static Statement ofPost(String what, String vote) {
        return of(
                what,
                """
                select t.id as thread_id, p.id as post_id, p.user_id as author,
                       p.base_score, coalesce(s.up, 0) as up, coalesce(s.down, 0) as down
                  from posts p join threads t on t.id = p.thread_id
                  left join post_stats s on s.post_id = p.id
                 where p.id = :post and not p.is_removed\
                """,
                vote,
                "d.post_id = t.post_id");
    }

    private static Statement of(String what, Object... parts) {
        return Statement.of(
                "forum.votes." + what,
                Budget.ms(10),
                """
                with target as (
                    %s
                   and t.published_at is not null and not t.is_removed
                   and t.structure_id = any(:open)
                   and (:anywhere or not exists (
                           select from bans b
                            where b.user_id = :member and b.structure_id is not null
                              and b.lifted_at is null and (b.until is null or b.until > now())))),
                vote as (
                    %s),
                own as (
                    insert into counter_deltas (thread_id, post_id, member_id, up, down)
                    select t.thread_id, t.post_id, t.author,
                           cast(v.after > 0 as int) - cast(v.before > 0 as int),
                           cast(v.after < 0 as int) - cast(v.before < 0 as int)
                      from target t cross join vote v
                    returning up, down)
                select t.base_score + t.up + w.up - t.down - w.down, t.up + w.up, t.down + w.down,
                       cast(:value as int), t.author is not distinct from :member
                  from target t
                  cross join lateral (
                       select coalesce(sum(up), 0) as up, coalesce(sum(down), 0) as down
                         from (select d.up, d.down from counter_deltas d
                                where d.thread_id = t.thread_id and %s
                               union all
                               select o.up, o.down from own o) x) w
                """
                        .formatted(parts));
    }

    /** The structure that it is in, where it is shown to somebody. */
    Optional<Long> structure(Ballot ballot) {
        return database.find(ballot.isPost() ? POST : THREAD, row -> row.number(0), ballot.on());
    }

    /**
     * A vote to be.
     *
     * @param on the thread's or the post's id
     * @param isPost which of these it is
     * @param value 1 or -1, or 0 for none
     */
    record Ballot(long member, long on, boolean isPost, int value) {
        private Statement statement() {
            return isPost
                    ? (value == 0 ? DROP_POST : PUT_POST)
                    : (value == 0 ? DROP_THREAD : PUT_THREAD);
        }
    }

    /** What came of a ballot; one on what is the member's own has changed nothing. */
    record Cast(Score score, boolean isOwn) {}

    /**
     * Casts a vote; empty, and nothing is changed, where the thing is not shown to anybody, is in
     * no structure of {@code open}, or where the member is banned from any structure and {@code
     * anywhere} is false.
     */
    Optional<Cast> cast(Ballot ballot, long[] open, boolean anywhere) {
        Statement statement = ballot.statement();
        Map<String, Object> values =
                Map.of(
                        "member",
                        ballot.member(),
                        ballot.isPost() ? "post" : "thread",
                        ballot.on(),
                        "value",
                        ballot.value(),
                        "open",
                        open,
                        "anywhere",
                        anywhere);
        return database.find(
                statement,
                row -> new Cast(Score.read(row), row.flag(4)),
                statement.parameters().stream().map(values::get).toArray());
    }
}
