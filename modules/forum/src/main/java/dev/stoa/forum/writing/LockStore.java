package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.Optional;

/** Rows that are about to change, locked in PostgreSQL: the thread before its posts. */
final class LockStore {
    static final Statement THREAD =
            Statement.of(
                    "forum.threads.lock",
                    Budget.ms(20),
                    "select "
                            + ThreadState.COLUMNS
                            + "\n  from threads t where t.id = :id for no key update");
    static final Statement THREAD_OF =
            Statement.of(
                    "forum.posts.thread",
                    Budget.ms(5),
                    "select p.thread_id from posts p where p.id = :id");
    static final Statement POST =
            Statement.of(
                    "forum.posts.lock",
                    Budget.ms(20),
                    "select "
                            + PostState.COLUMNS
                            + "\n  from posts p where p.id = :id and p.thread_id = :thread for no key update");

    private LockStore() {}

    static Optional<ThreadState> thread(Transaction in, long thread) {
        return in.find(THREAD, ThreadState::read, thread);
    }

    static Optional<Long> threadOf(Transaction in, long post) {
        return in.find(THREAD_OF, row -> row.number(0), post);
    }

    /** A post of a thread that is locked already. */
    static Optional<PostState> post(Transaction in, long post, long thread) {
        return in.find(POST, PostState::read, post, thread);
    }
}
