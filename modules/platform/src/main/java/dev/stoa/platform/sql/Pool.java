package dev.stoa.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.observe.Signals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.StatusCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The node's connections: a fair semaphore of the pool's size in front of HikariCP, so that
 * thousands of virtual threads queue in order and give up in time, and HikariCP itself never
 * queues.
 */
final class Pool implements AutoCloseable {
    private final HikariDataSource connections;
    private final Semaphore permits;
    private final long acquireNanos;
    private final Timer waits;
    private final Counter refused;

    Pool(PoolConfig config, MeterRegistry meters) {
        this.permits = new Semaphore(config.max(), true);
        this.acquireNanos = config.acquireTimeout().toNanos();
        this.waits =
                Timer.builder("stoa.pool.wait")
                        .description("Waits for a connection, those that had none to wait included")
                        .tag("pool", config.name())
                        .register(meters);
        this.refused =
                Counter.builder("stoa.pool.refused")
                        .description("Work that waited for a connection in vain")
                        .tag("pool", config.name())
                        .register(meters);
        Gauge.builder("stoa.pool.waiting", permits, Semaphore::getQueueLength)
                .description("Pieces of work that wait for a connection")
                .tag("pool", config.name())
                .register(meters);
        this.connections = new HikariDataSource(hikari(config, meters));
    }

    static HikariConfig hikari(PoolConfig config, MeterRegistry meters) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(config.name());
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.max());
        hikari.setMinimumIdle(config.min());
        hikari.setConnectionTimeout(Math.max(250, config.acquireTimeout().toMillis()));
        hikari.setValidationTimeout(Math.max(250, config.acquireTimeout().toMillis() / 2));
        hikari.setIdleTimeout(TimeUnit.MINUTES.toMillis(10));
        hikari.setMaxLifetime(TimeUnit.MINUTES.toMillis(30));
        hikari.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
        // The node starts its listeners and says "unhealthy" when the database is away, rather than
        // not starting.
        hikari.setInitializationFailTimeout(-1);
        hikari.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        hikari.addDataSourceProperty("ApplicationName", config.application());
        hikari.addDataSourceProperty("prepareThreshold", "1");
        hikari.addDataSourceProperty("preparedStatementCacheQueries", "512");
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("connectTimeout", "2");
        hikari.addDataSourceProperty("cancelSignalTimeout", "2");
        long cap = config.statementCap().toMillis();
        // The server ends what a connection that was cut had begun.
        hikari.addDataSourceProperty(
                "options",
                "-c statement_timeout="
                        + cap
                        + " -c TimeZone=UTC -c client_connection_check_interval=1000");
        if (cap > 0) {
            hikari.addDataSourceProperty("socketTimeout", Long.toString(cap / 1000 + 5));
        }
        return hikari;
    }

    /**
     * A connection for {@code work}.
     *
     * @throws Failure.Overloaded when none became free in time
     * @throws Failure.DeadlineExceeded when the work's own time ran out first
     * @throws Failure.Unavailable when the database can't be reached
     */
    Lease lease(Work work) {
        long started = System.nanoTime();
        long patience = Math.min(acquireNanos, work.remainingNanos());
        if (!acquired(patience)) {
            throw waitedInVain(
                    work,
                    started,
                    patience < acquireNanos
                            ? new Failure.DeadlineExceeded(
                                    "The time was up before a database connection was free.")
                            : new Failure.Overloaded("No database connection was free in time."));
        }
        try {
            Connection connection = connections.getConnection();
            waited(work, started);
            work.trace().note("pool wait", started);
            return new Lease(connection, this, work);
        } catch (SQLException e) {
            permits.release();
            throw waitedInVain(work, started, SqlFailures.connecting(e));
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    /** Whether whoever comes now has to wait. */
    boolean isFull() {
        return permits.availablePermits() == 0;
    }

    /** A lease gives its right to a connection back. */
    void release() {
        permits.release();
    }

    private void waited(Work work, long started) {
        long nanos = System.nanoTime() - started;
        waits.record(nanos, TimeUnit.NANOSECONDS);
        work.waitedForConnection(nanos);
    }

    private RuntimeException waitedInVain(Work work, long started, RuntimeException failure) {
        waited(work, started);
        refused.increment();
        work.trace()
                .note(
                        "pool wait",
                        started,
                        span -> {
                            span.setStatus(StatusCode.ERROR);
                            span.setAttribute(Signals.ERROR_TYPE, Signals.errorType(failure));
                        });
        return failure;
    }

    private boolean acquired(long patience) {
        if (permits.tryAcquire()) {
            return true;
        }
        try {
            return permits.tryAcquire(patience, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.DeadlineExceeded("The work was interrupted.");
        }
    }

    /** Has new connections made for whoever comes next. */
    void evict() {
        var pool = connections.getHikariPoolMXBean();
        if (pool != null) {
            pool.softEvictConnections();
        }
    }

    PoolState state() {
        var pool = connections.getHikariPoolMXBean();
        if (pool == null) {
            return new PoolState(connections.getMaximumPoolSize(), 0, 0, 0);
        }
        return new PoolState(
                connections.getMaximumPoolSize(),
                pool.getTotalConnections(),
                pool.getActiveConnections(),
                permits.getQueueLength());
    }

    @Override
    public void close() {
        connections.close();
    }
}
