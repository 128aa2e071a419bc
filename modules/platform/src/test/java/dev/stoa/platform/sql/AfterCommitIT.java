package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows a commit does so once, in order, and only then. */
class AfterCommitIT {
    private static final Statement INSERT =
            Statement.of("test.after.insert", Budget.ms(10), "insert into t (n) values (:n)");
    private static final Statement COUNT =
            Statement.of("test.after.count", Budget.ms(10), "select count(*) from t");
    private static final Statement LOSE =
            Statement.of("test.after.lose", Budget.ms(10), "select raise('40001')");

    private final List<String> done = new ArrayList<>();
    private TestDatabase data;
    private Database database;

    @BeforeEach
    void start() {
        data = TestPostgres.fresh();
        data.execute(
                """
                create table t (n bigint primary key);
                create table child (n bigint references t (n) deferrable initially deferred);
                create function raise(state text) returns int language plpgsql as
                $$ begin raise exception 'lost' using errcode = state; end $$
                """);
        database = Database.forCommand(new DatabaseAddress(data.jdbcUrl(), "postgres", ""));
    }

    @AfterEach
    void stop() {
        database.close();
        data.close();
    }

    private long stored() {
        return database.find(COUNT, row -> row.number(0)).orElseThrow();
    }

    @Test
    void actionsRunInOrderWhenOthersSeeTheRows() {
        String result =
                database.transaction(
                        transaction -> {
                            transaction.afterCommit(() -> done.add("first " + stored()));
                            transaction.execute(INSERT, 1);
                            transaction.afterCommit(() -> done.add("second " + stored()));
                            done.add("body");
                            return "result";
                        });
        done.add(result);
        assertThat(done).containsExactly("body", "first 1", "second 1", "result");
    }

    @Test
    void nothingFollowsARollback() {
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        transaction -> {
                                            transaction.execute(INSERT, 1);
                                            transaction.afterCommit(() -> done.add("never"));
                                            throw new Failure.NotFound("Refused.");
                                        }))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(done).isEmpty();
        assertThat(stored()).isZero();
    }

    @Test
    void aTransactionThatHadToBeTriedAgainIsFollowedOnce() {
        AtomicInteger attempts = new AtomicInteger();
        database.transaction(
                transaction -> {
                    int attempt = attempts.incrementAndGet();
                    transaction.afterCommit(() -> done.add("after attempt " + attempt));
                    transaction.execute(INSERT, 1);
                    return attempt < 3 ? transaction.list(LOSE, row -> row.number(0)) : List.of();
                });
        assertThat(done).containsExactly("after attempt 3");
    }

    @Test
    void nothingFollowsACommitThatFails() {
        Statement orphan =
                Statement.of(
                        "test.after.orphan", Budget.ms(10), "insert into child (n) values (99)");
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        transaction -> {
                                            transaction.afterCommit(() -> done.add("never"));
                                            return transaction.execute(orphan);
                                        }))
                .isInstanceOf(ConstraintViolation.class);
        assertThat(done).isEmpty();
    }

    @Test
    void anActionThatFailsDoesNotReachTheCallerNorStopTheNext() {
        Logger log = Logger.getLogger(Database.class.getName());
        log.setLevel(Level.OFF);
        long rows =
                database.transaction(
                        transaction -> {
                            transaction.afterCommit(
                                    () -> {
                                        throw new IllegalStateException("a defect of the test");
                                    });
                            transaction.afterCommit(() -> done.add("next"));
                            return transaction.execute(INSERT, 1);
                        });
        log.setLevel(null);
        assertThat(rows).isEqualTo(1);
        assertThat(done).containsExactly("next");
        assertThat(stored()).isEqualTo(1);
    }
}
