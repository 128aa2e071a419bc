package dev.stoa.platform.sql;

import io.helidon.dbclient.DbTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A transaction on a lease's connection. Not for use by two threads at once. */
final class LeasedTransaction implements Transaction {
    static final Statement NO_CAP =
            Statement.of(
                    "platform.transaction.lift-cap",
                    Budget.ms(5),
                    "select set_config('statement_timeout', '0', true)");

    static final Statement SNAPSHOT =
            Statement.of(
                    "platform.transaction.snapshot",
                    Budget.ms(5),
                    "set transaction isolation level repeatable read, read only");

    static final Statement READ_ONLY =
            Statement.of(
                    "platform.transaction.read-only", Budget.ms(5), "set transaction read only");

    private static final Statement COMMIT =
            Statement.of("platform.transaction.commit", Budget.ms(20), "commit");

    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final DbTransaction transaction;
    private final Lease lease;
    private final Executions executions;
    private final List<Runnable> actions = new ArrayList<>(0);
    private boolean used;

    LeasedTransaction(DbTransaction transaction, Lease lease, Executions executions) {
        this.transaction = transaction;
        this.lease = lease;
        this.executions = executions;
    }

    @Override
    public <T> List<T> list(
            Statement statement, RowMapper<T> mapper, @Nullable Object... arguments) {
        used = true;
        return executions.list(transaction, statement, mapper, arguments);
    }

    @Override
    public <T> Optional<T> find(
            Statement statement, RowMapper<T> mapper, @Nullable Object... arguments) {
        return list(statement, mapper, arguments).stream().findFirst();
    }

    @Override
    public long execute(Statement statement, @Nullable Object... arguments) {
        used = true;
        return executions.command(transaction, statement, arguments);
    }

    @Override
    public long copyIn(Statement copy, InputStream data) {
        used = true;
        return executions.timed(
                copy,
                NO_ARGUMENTS,
                () -> copied(api -> api.copyIn(copy.sql(), data)),
                count -> count);
    }

    @Override
    public long copyOut(Statement copy, OutputStream out) {
        used = true;
        return executions.timed(
                copy,
                NO_ARGUMENTS,
                () -> copied(api -> api.copyOut(copy.sql(), out)),
                count -> count);
    }

    @Override
    public void afterCommit(Runnable action) {
        actions.add(action);
    }

    /** What is to be done once this is committed. */
    List<Runnable> actions() {
        return actions;
    }

    private interface Copying {
        long run(CopyManager api) throws SQLException, IOException;
    }

    private long copied(Copying copying) {
        try {
            lease.connection().setAutoCommit(false);
            return copying.run(lease.connection().unwrap(PGConnection.class).getCopyAPI());
        } catch (SQLException e) {
            throw new IllegalStateException("COPY failed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void commit() {
        if (!used) {
            return;
        }
        try {
            // On the connection itself: a COPY is no statement to DbClient, which then would commit
            // nothing.
            lease.connection().commit();
            lease.connection().setAutoCommit(true);
        } catch (SQLException e) {
            if (SqlFailures.isTransient(e)) {
                throw new LostRace(e);
            }
            throw SqlFailures.of(COMMIT, new IllegalStateException("commit failed", e));
        }
    }
}
