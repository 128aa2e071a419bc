package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** What authors take away, in PostgreSQL. */
final class RemovalStore {
    static final Statement THREAD =
            Statement.of(
                    "forum.threads.withdraw",
                    Budget.ms(20),
                    """
                    update threads t
                       set is_removed = true, removed_by = :member, removed_at = now(), updated_at = now(),
                           version = t.version + 1
                     where t.id = :id
                    """);
    static final Statement OTHERS =
            Statement.of(
                    "forum.posts.others",
                    Budget.ms(10),
                    """
                    select exists (select 1 from posts p
                                    where p.thread_id = :thread and p.user_id is distinct from :member
                                      and not p.is_removed)
                    """);
    static final Statement POST =
            Statement.of(
                    "forum.posts.withdraw",
                    Budget.ms(10),
                    """
                    update posts p
                       set is_removed = true, removed_by = :member, removed_at = now(), version = p.version + 1
                     where p.id = :id
                    """);

    /** The number of the last post stays: it is the source of the next. */
    static final Statement LAST =
            Statement.of(
                    "forum.threads.last-post",
                    Budget.ms(10),
                    """
                    update threads t set last_post_at = l.created_at, last_post_user_id = l.user_id
                      from (select p.created_at, p.user_id from posts p
                             where p.thread_id = :id and not p.is_removed
                             order by p.post_number desc limit 1) l
                     where t.id = :id and t.last_post_at is distinct from l.created_at
                    """);

    static final Statement TAKES_PART =
            Statement.of(
                    "forum.posts.takes-part",
                    Budget.ms(10),
                    """
                    select exists (select 1 from posts p
                                    where p.thread_id = :thread and p.user_id = :member and not p.is_removed)
                    """);

    private RemovalStore() {}

    static boolean hasOthers(Transaction in, long thread, long member) {
        return in.find(OTHERS, row -> row.flag(0), thread, member).orElse(false);
    }

    static void thread(Transaction in, long thread, long member) {
        in.execute(THREAD, member, thread);
    }

    static void post(Transaction in, PostState post, long member) {
        in.execute(POST, member, post.id());
        in.execute(LAST, post.thread());
    }

    static boolean takesPart(Transaction in, long thread, long member) {
        return in.find(TAKES_PART, row -> row.flag(0), thread, member).orElse(false);
    }
}
