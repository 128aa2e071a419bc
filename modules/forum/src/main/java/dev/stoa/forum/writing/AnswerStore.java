package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import org.jspecify.annotations.Nullable;

/** Accepted answers in PostgreSQL, and the karma they are worth. */
final class AnswerStore {
    static final Statement ACCEPT =
            Statement.of(
                    "forum.threads.accept-answer",
                    Budget.ms(10),
                    """
                    update threads t set answer_post_id = :post, updated_at = now(), version = t.version + 1
                     where t.id = :thread
                    """);

    /** Imported answers brought no karma of their own: what was never given is not taken back. */
    static final Statement GIVEN =
            Statement.of(
                    "forum.karma.of-answer",
                    Budget.ms(10),
                    """
                    select p.user_id, coalesce(sum(k.points), 0)
                      from posts p
                      left join karma_entries k on k.user_id = p.user_id and k.type = 'accepted-answer'
                                               and k.post_id = p.id
                     where p.id = :post and p.user_id is not null
                     group by p.user_id
                    """);

    static final Statement KARMA =
            Statement.of(
                    "forum.karma.enter",
                    Budget.ms(10),
                    """
                    insert into karma_entries (user_id, type, points, thread_id, post_id)
                    values (:member, 'accepted-answer', :points, :thread, :post)
                    """);

    private AnswerStore() {}

    /** Points for a member. */
    record Karma(long member, int points, long post) {}

    static void accept(Transaction in, long thread, @Nullable Long post) {
        in.execute(ACCEPT, post, thread);
    }

    /** What the author of an answer was given for it, to be taken back; null for nothing. */
    static @Nullable Karma given(Transaction in, long post) {
        return in.find(GIVEN, row -> new Karma(row.number(0), -row.integer(1), post), post)
                .filter(karma -> karma.points() < 0)
                .orElse(null);
    }

    /** Enters the reason; the points themselves are a counter's. */
    static void enter(Transaction in, long thread, Karma karma) {
        in.execute(KARMA, karma.member(), karma.points(), thread, karma.post());
    }
}
