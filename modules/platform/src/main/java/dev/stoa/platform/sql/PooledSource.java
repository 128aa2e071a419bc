package dev.stoa.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;

/**
 * A few connections for a library that brings its own SQL; it waits for no lock longer than two
 * seconds.
 */
public final class PooledSource implements AutoCloseable {
    private final HikariDataSource connections;

    public PooledSource(PoolConfig config, MeterRegistry meters) {
        HikariConfig hikari = Pool.hikari(config, meters);
        hikari.addDataSourceProperty(
                "options",
                hikari.getDataSourceProperties().getProperty("options") + " -c lock_timeout=2000");
        this.connections = new HikariDataSource(hikari);
    }

    /** The connections. */
    public DataSource source() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }
}
