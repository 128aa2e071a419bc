package dev.stoa.forum.moderation;

import dev.stoa.forum.moderation.Operation.Cut;
import dev.stoa.forum.moderation.Operation.Wish;
import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations in PostgreSQL. */
final class OperationStore {
    static final Statement ADD =
            Statement.of(
                    "forum.operations.add",
                    Budget.ms(10),
                    """
                    insert into thread_operations as o
                           (kind, thread_id, into_id, post_ids, from_number, title, structure_id, moderator_id, reason)
                    values (:kind, :thread, :into, :posts, :number, :title, :structure, :moderator, :reason)
                    returning %s
                    """
                            .formatted(Operation.COLUMNS));
    static final Statement FIND =
            Statement.of(
                    "forum.operations.find",
                    Budget.ms(5),
                    """
                    select %s
                      from thread_operations o
                     where o.id = :id and coalesce(o.structure_id <> all(:hidden), true)
                       and not exists (select 1 from threads t
                                        where t.id in (o.thread_id, o.into_id, o.result_thread_id)
                                          and t.structure_id = any(:hidden))
                    """
                            .formatted(Operation.COLUMNS));
    static final Statement OPEN =
            Statement.of(
                    "forum.operations.open",
                    Budget.ms(5),
                    """
                    select o.id from thread_operations o
                     where o.state in ('queued', 'running') order by o.id limit 100
                    """);

    /** Nobody waits for long, and the server ends the transaction of a node that is frozen. */
    static final Statement BOUNDS =
            Statement.of(
                    "forum.operations.bounds",
                    Budget.ms(5),
                    """
                    select set_config('lock_timeout', '5s', true),
                           set_config('idle_in_transaction_session_timeout', '30s', true)
                    """);

    /** Whoever holds the row's lock is at it; the lock goes with its holder's connection. */
    static final Statement TAKE =
            Statement.of(
                    "forum.operations.take",
                    Budget.ms(5),
                    """
                    select %s from thread_operations o
                     where o.id = :id and o.state in ('queued', 'running')
                       for update skip locked
                    """
                            .formatted(Operation.COLUMNS));

    static final Statement MOVED =
            Statement.of(
                    "forum.operations.moved",
                    Budget.ms(5),
                    """
                    update thread_operations
                       set state = 'running', result_thread_id = :result, moved_posts = :moved
                     where id = :id
                    """);
    static final Statement DONE =
            Statement.of(
                    "forum.operations.done",
                    Budget.ms(5),
                    "update thread_operations set state = 'done', ended_at = now() where id = :id");
    static final Statement FAIL =
            Statement.of(
                    "forum.operations.fail",
                    Budget.ms(5),
                    """
                    update thread_operations
                       set state = 'failed', error_code = :code, error = :error, ended_at = now()
                     where id = :id and state in ('queued', 'running')
                    """);
    static final Statement STUMBLED =
            Statement.of(
                    "forum.operations.stumbled",
                    Budget.ms(5),
                    """
                    update thread_operations
                       set attempts = attempts + 1,
                           state = case when attempts + 1 >= 10 then 'failed' else state end,
                           error_code = case when attempts + 1 >= 10 then 'internal' end,
                           error = case when attempts + 1 >= 10 then 'It was tried ten times and did not come to its end: order it again.' end,
                           ended_at = case when attempts + 1 >= 10 then now() end
                     where id = :id and state in ('queued', 'running')
                    """);

    private final Database database;

    OperationStore(Database database) {
        this.database = database;
    }

    static Operation add(Transaction in, Wish wish) {
        Cut cut = wish.cut();
        return in.find(
                        ADD,
                        Operation::read,
                        wish.kind(),
                        wish.thread(),
                        wish.into(),
                        cut == null || cut.posts().isEmpty() ? null : array(cut.posts()),
                        cut == null ? null : cut.from(),
                        cut == null ? null : cut.title(),
                        cut == null ? null : cut.structure(),
                        wish.moderator(),
                        wish.reason())
                .orElseThrow();
    }

    static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    /** The operation, if all that it is about is there for {@code audience}. */
    Optional<Operation> find(long id, Audience audience) {
        return database.find(FIND, Operation::read, id, audience.hiddenIds());
    }

    /** Those that are not done, the oldest first. */
    List<Long> open() {
        return database.list(OPEN, row -> row.number(0));
    }

    /** The operation, and that nobody else is at it until {@code in} ends. */
    static Optional<Operation> take(Transaction in, long id) {
        in.list(BOUNDS, row -> row.text(0));
        return in.find(TAKE, Operation::read, id);
    }

    static void moved(Transaction in, long id, long result, int moved) {
        in.execute(MOVED, result, moved, id);
    }

    static void done(Transaction in, long id) {
        in.execute(DONE, id);
    }

    void fail(long id, String code, @Nullable String error) {
        database.execute(FAIL, code, error, id);
    }

    /** It failed for what may pass; after ten times it is given up. */
    void stumbled(long id) {
        database.execute(STUMBLED, id);
    }
}
