package dev.stoa.forum.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;

/** Threads' rows, locked before anything of them is changed. */
final class HeldThreads {
    /** In the order of ids, so that no two of these wait for each other. */
    static final Statement LOCK =
            Statement.of(
                    "forum.moderation.lock-threads",
                    Budget.ms(10),
                    """
                    select %s
                      from threads t
                     where t.id = any(:ids) and t.published_at is not null
                     order by t.id
                       for update
                    """
                            .formatted(HeldThread.COLUMNS));

    static final Statement LOOK =
            Statement.of(
                    "forum.moderation.look-at-thread",
                    Budget.ms(5),
                    """
                    select %s from threads t where t.id = :id and t.published_at is not null
                    """
                            .formatted(HeldThread.COLUMNS));

    /** The newest post that is shown says when a thread was last posted to. */
    static final Statement LATEST =
            Statement.of(
                    "forum.moderation.latest-posts",
                    Budget.ms(10),
                    """
                    update threads t set last_post_at = l.created_at, last_post_user_id = l.user_id
                      from unnest(cast(:ids as bigint[])) w(id)
                     cross join lateral (select p.created_at, p.user_id from posts p
                                          where p.thread_id = w.id and not p.is_removed
                                          order by p.created_at desc, p.id desc limit 1) l
                     where t.id = w.id
                       and (t.last_post_at, t.last_post_user_id) is distinct from (l.created_at, l.user_id)
                    """);

    private HeldThreads() {}

    static Optional<HeldThread> lock(Transaction in, long id) {
        return lock(in, List.of(id)).stream().findFirst();
    }

    /** Those of {@code ids} that are there, removed ones too; drafts are their authors' alone. */
    static List<HeldThread> lock(Transaction in, List<Long> ids) {
        return in.list(
                LOCK, HeldThread::read, (Object) ids.stream().mapToLong(Long::longValue).toArray());
    }

    /** A thread as it is at the moment, not locked. */
    static Optional<HeldThread> look(Transaction in, long id) {
        return in.find(LOOK, HeldThread::read, id);
    }

    static void latest(Transaction in, long... ids) {
        in.execute(LATEST, (Object) ids);
    }
}
