package dev.stoa.forum.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** Accepted answers that are no more. */
final class Answers {
    static final Statement FORGET =
            Statement.of(
                    "forum.moderation.forget-answer",
                    Budget.ms(10),
                    "update threads set answer_post_id = null, version = version + 1 where id = :id");

    private Answers() {}

    /** The thread has no accepted answer where that was {@code post}. */
    static void forget(Transaction in, HeldThread thread, long post) {
        if (thread.answer() != null && thread.answer() == post) {
            in.execute(FORGET, thread.id());
        }
    }
}
