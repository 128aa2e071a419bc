package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** New posts in PostgreSQL. */
final class ReplyStore {
    /** Locks the thread, and takes the next of its numbers and moments. */
    static final Statement NUMBER =
            Statement.of(
                    "forum.threads.number",
                    Budget.ms(20),
                    """
                    update threads t
                       set last_post_number = t.last_post_number + 1, last_post_user_id = :member,
                           last_post_at = greatest(t.last_post_at, clock_timestamp())
                     where t.id = :thread and not t.is_removed and t.published_at is not null
                    returning t.structure_id, t.user_id, t.is_locked, t.last_post_number, t.last_post_at
                    """);

    static final Statement BEFORE =
            Statement.of(
                    "forum.posts.before",
                    Budget.ms(10),
                    """
                    select p.id, p.path, p.depth, p.is_removed,
                           exists (select 1 from posts o
                                    where o.thread_id = :thread and o.user_id = :member and not o.is_removed),
                           exists (select 1 from posts o
                                    where o.user_id = :member and o.thread_id = :thread and o.body = :body
                                      and not o.is_removed
                                      and o.created_at > statement_timestamp() - interval '60 s'),
                           exists (select 1 from blocks k join users a on a.id = p.user_id
                                    where k.blocker_id = :member and k.blocked in ('member:' || a.id, a.address)
                                      and (k.expires_at is null or k.expires_at > now()))
                               or exists (select 1 from blocks k join users v on v.id = :member
                                    where k.blocker_id = p.user_id and k.blocked in ('member:' || v.id, v.address)
                                      and (k.expires_at is null or k.expires_at > now()))
                      from (select 1) one
                      left join posts p on p.id = cast(:parent as bigint) and p.thread_id = :thread
                    """);

    static final Statement ADD =
            Statement.of(
                    "forum.posts.add",
                    Budget.ms(10),
                    """
                    with p as (insert into posts (thread_id, post_number, parent_id, path, depth, user_id,
                                                  body, body_html, created_at)
                               values (:thread, :number, :parent, :path, :depth, :member, :body, :html, :at)
                               returning id, thread_id),
                         s as (insert into post_stats (post_id, thread_id) select p.id, p.thread_id from p)
                    select p.id from p
                    """);

    private ReplyStore() {}

    /** A thread's next number, with what decides who may take it. */
    record Numbered(
            long structure, @Nullable Long author, boolean isLocked, int number, Instant at) {}

    /**
     * What is there before a post is.
     *
     * @param parent the post to answer; null where none is asked for, or it is not in the thread
     * @param takesPart whether the member has posts in the thread
     * @param isRepeated whether they posted the same just now
     * @param isBlocked whether they and the parent's author block one another
     */
    record Before(
            @Nullable Parent parent, boolean takesPart, boolean isRepeated, boolean isBlocked) {
        static Before read(Row row) {
            return new Before(
                    row.isNull(0)
                            ? null
                            : new Parent(row.number(0), row.text(1), row.integer(2), row.flag(3)),
                    row.flag(4),
                    row.flag(5),
                    row.flag(6));
        }
    }

    /** A post to answer. */
    record Parent(long id, String path, int depth, boolean isRemoved) {}

    static Optional<Numbered> number(Transaction in, long thread, long member) {
        return in.find(
                NUMBER,
                row ->
                        new Numbered(
                                row.number(0),
                                row.numberOrNull(1),
                                row.flag(2),
                                row.integer(3),
                                row.instant(4)),
                member,
                thread);
    }

    static Before before(Transaction in, PostDraft draft, long member) {
        return in.find(
                        BEFORE,
                        Before::read,
                        draft.thread(),
                        member,
                        draft.text().body(),
                        draft.parent())
                .orElseThrow();
    }

    static long add(
            Transaction in, PostDraft draft, long member, Numbered place, @Nullable Parent parent) {
        String own = "%07d".formatted(place.number());
        return in.find(
                        ADD,
                        row -> row.number(0),
                        draft.thread(),
                        place.number(),
                        draft.parent(),
                        parent == null ? own : parent.path() + '.' + own,
                        parent == null ? 0 : parent.depth() + 1,
                        member,
                        draft.text().body(),
                        draft.text().written().html(),
                        place.at())
                .orElseThrow();
    }
}
