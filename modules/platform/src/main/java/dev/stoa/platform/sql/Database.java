package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL through Helidon DbClient. Statements are named and budgeted; results are lists, so
 * that nothing is left open; the connection of each call is a {@link Lease} that closes whatever
 * happens.
 *
 * <p>Every method can throw {@link Failure.Overloaded} (no connection in time, or lost a race three
 * times), {@link Failure.Unavailable} (the database is away), {@link Failure.DeadlineExceeded} (the
 * {@link Work}'s time is over), {@link ConstraintViolation}, and {@link StatementFailed} for
 * defects.
 */
public final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final int ATTEMPTS = 3;

    private final Pool pool;
    private final Watchdog watchdog = new Watchdog();
    private final WaitTally waits = new WaitTally();
    private final DbClient client;
    private final Executions executions;
    private final long capNanos;

    /** A database behind {@code config}; connects when first used. */
    public Database(PoolConfig config, MeterRegistry meters, StatementProbe probe) {
        this.pool = new Pool(config, meters);
        this.client = JdbcClientBuilder.create().connectionPool(Lease::currentConnection).build();
        this.executions = new Executions(probe);
        this.capNanos = config.statementCap().toNanos();
    }

    /** The database of a command: unobserved, with no cap on statements. */
    public static Database forCommand(DatabaseAddress address) {
        return new Database(
                PoolConfig.command(address), new SimpleMeterRegistry(), StatementProbe.NONE);
    }

    /** The rows of a query, all of them. */
    public <T> List<T> list(
            Statement statement, RowMapper<T> mapper, @Nullable Object... arguments) {
        return execute(execute -> executions.list(execute, statement, mapper, arguments));
    }

    /** The first row of a query. */
    public <T> Optional<T> find(
            Statement statement, RowMapper<T> mapper, @Nullable Object... arguments) {
        return list(statement, mapper, arguments).stream().findFirst();
    }

    /** Runs a command in a transaction of its own; returns the number of rows it touched. */
    public long execute(Statement statement, @Nullable Object... arguments) {
        return execute(execute -> executions.command(execute, statement, arguments));
    }

    /**
     * Runs {@code body} in one transaction (read committed), again from its start up to three times
     * when it lost a race. Anything it throws rolls back and reaches the caller.
     */
    public <T> T transaction(TransactionBody<T> body) {
        return acted(retried(() -> once(this::liftCap, body, LeasedTransaction::commit)));
    }

    /**
     * Runs {@code body} in one transaction that sees everything as it was at its first statement
     * and changes nothing (repeatable read, read only). The pool's cap on statements stays, however
     * much time the work has.
     */
    public <T> T snapshot(TransactionBody<T> body) {
        return acted(
                retried(
                        () ->
                                once(
                                        statements ->
                                                statements.execute(LeasedTransaction.SNAPSHOT),
                                        body,
                                        LeasedTransaction::commit)));
    }

    /**
     * Runs {@code body} in one transaction that may only read, and rolls it back: nothing that it
     * did stays. The pool's cap on statements stays, however much time the work has.
     */
    public <T> T discarded(TransactionBody<T> body) {
        return retried(
                        () ->
                                once(
                                        statements ->
                                                statements.execute(LeasedTransaction.READ_ONLY),
                                        body,
                                        // Closing the lease rolls back.
                                        _ -> {}))
                .result();
    }

    /**
     * Runs {@code body} on one connection outside of a transaction: each of its commands is its
     * own, and what it sets and locks for its session ends with it.
     */
    public <T> T session(SessionBody<T> body) {
        return leased(lease -> lease.run(() -> inSession(lease, body)));
    }

    private <T> T inSession(Lease lease, SessionBody<T> body) {
        try {
            return body.run(new LeasedSession(lease.connection(), executions));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a session failed", e);
        } finally {
            lease.forgetSession();
        }
    }

    private static <T> T acted(Committed<T> committed) {
        committed.actions().forEach(Database::act);
        return committed.result();
    }

    /** What a transaction gave, and what is to be done now that it is committed. */
    private record Committed<T>(T result, List<Runnable> actions) {}

    private static void act(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "What follows a transaction failed", e);
        }
    }

    /** Waits for a connection since the start. */
    public PoolWaits waits() {
        return waits.state();
    }

    /** Connections that requests and jobs hold now, the longest first. */
    public List<LentConnection> lent() {
        return watchdog.lent().stream()
                .sorted(Comparator.comparingDouble(LentConnection::millis).reversed())
                .toList();
    }

    /** The pool at this moment. */
    public PoolState pool() {
        return pool.state();
    }

    private <T> T execute(Function<DbExecute, T> call) {
        return retried(() -> leased(lease -> lease.run(() -> call.apply(client.execute()))));
    }

    /**
     * @param begin what comes before all else in the transaction
     * @param end what comes after it; without a commit it is rolled back
     */
    private <T> Committed<T> once(
            Consumer<LeasedTransaction> begin,
            TransactionBody<T> body,
            Consumer<LeasedTransaction> end) {
        return leased(
                lease ->
                        lease.run(
                                () -> {
                                    DbTransaction transaction = client.transaction();
                                    LeasedTransaction statements =
                                            new LeasedTransaction(transaction, lease, executions);
                                    begin.accept(statements);
                                    T result = run(body, statements);
                                    end.accept(statements);
                                    return new Committed<>(result, statements.actions());
                                }));
    }

    /** Work with more time than the pool's cap allows raises the cap for its own transaction. */
    private void liftCap(LeasedTransaction statements) {
        if (capNanos > 0 && Work.current().remainingNanos() > capNanos) {
            statements.list(LeasedTransaction.NO_CAP, row -> row.text(0));
        }
    }

    private static <T> T run(TransactionBody<T> body, Transaction statements) {
        try {
            return body.run(statements);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a transaction failed", e);
        }
    }

    private <T> T leased(Function<Lease, T> call) {
        Work work = Work.current();
        if (work.remainingNanos() == 0) {
            throw new Failure.DeadlineExceeded("The time of the request was over.");
        }
        try (Lease lease = lent(pool, work)) {
            if (!work.isLimited()) {
                return call.apply(lease);
            }
            watchdog.watch(lease);
            try {
                return call.apply(lease);
            } finally {
                watchdog.release(lease);
            }
        }
    }

    private Lease lent(Pool from, Work work) {
        return from.isFull()
                ? waits.waiting(() -> from.lease(work), watchdog::lent)
                : from.lease(work);
    }

    private static <T> T retried(java.util.function.Supplier<T> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (LostRace e) {
                if (i == ATTEMPTS) {
                    throw new Failure.Overloaded("Others are changing the same data; try again.");
                }
                pause(i);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, 20L * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.DeadlineExceeded("The work was interrupted.");
        }
    }

    @Override
    public void close() {
        watchdog.close();
        pool.close();
    }
}
