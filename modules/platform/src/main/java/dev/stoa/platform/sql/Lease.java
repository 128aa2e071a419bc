package dev.stoa.platform.sql;

import dev.stoa.platform.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;

/**
 * One connection lent for one call or transaction. Whatever DbClient forgets to close on a failure,
 * closing the lease closes: it is the only owner of the connection and of the pool's permit.
 */
final class Lease implements AutoCloseable {
    private static final ScopedValue<Lease> CURRENT = ScopedValue.newInstance();
    private static final System.Logger LOG = System.getLogger(Lease.class.getName());

    private final Connection connection;
    private final Semaphore permits;
    private final Work work;
    // Held while a cancel is under way, so that it can't hit the next borrower's statement.
    private final ReentrantLock ending = new ReentrantLock();
    private boolean cancelled;
    private boolean ended;
    private final long lent = System.nanoTime();
    private volatile String statement = "";
    private volatile boolean running;

    Lease(Connection connection, Semaphore permits, Work work) {
        this.connection = connection;
        this.permits = permits;
        this.work = work;
    }

    /** The connection DbClient gets when it asks the pool for one. */
    static Connection currentConnection() {
        return CURRENT.get().connection;
    }

    <T> T run(ScopedValue.CallableOp<T, RuntimeException> body) {
        return ScopedValue.where(CURRENT, this).call(body);
    }

    /** Notes which statement begins on the connection of this thread. */
    static void begins(String name) {
        // What begins a transaction says nothing of what it is for.
        if (CURRENT.isBound() && !name.startsWith("platform.transaction.")) {
            Lease lease = CURRENT.get();
            lease.statement = name;
            lease.running = true;
        }
    }

    /** Notes that it ended. */
    static void ends() {
        if (CURRENT.isBound()) {
            CURRENT.get().running = false;
        }
    }

    /** Who has it, and what for. */
    LentConnection state() {
        return new LentConnection(
                work.name(),
                statement,
                running,
                (System.nanoTime() - lent) / 1e6,
                work.trace().isReal() ? work.trace().traceId() : "");
    }

    Connection connection() {
        return connection;
    }

    Work work() {
        return work;
    }

    /**
     * Makes the server give up what this lease is doing, as its work's time is over; then cuts the
     * connection.
     */
    void cancel() {
        ending.lock();
        try {
            if (ended) {
                return;
            }
            if (cancelled) {
                connection.abort(Runnable::run);
                return;
            }
            cancelled = true;
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A statement could not be cancelled", e);
        } finally {
            ending.unlock();
        }
    }

    /** Takes back what was set and locked for the session; cuts a connection that can't. */
    void forgetSession() {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("reset all");
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A session could not be forgotten", e);
            abort();
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection could not be cut", e);
        }
    }

    @Override
    public void close() {
        ending.lock();
        try {
            ended = true;
        } finally {
            ending.unlock();
        }
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Rolling back a lease failed; the pool will drop its connection",
                    e);
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "Closing a lease failed", e);
        } finally {
            permits.release();
        }
    }
}
