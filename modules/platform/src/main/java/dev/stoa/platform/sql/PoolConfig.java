package dev.stoa.platform.sql;

import java.time.Duration;

/**
 * Where the database is and how many connections a node holds to it.
 *
 * @param url JDBC URL
 * @param user database user
 * @param password their password, empty for none
 * @param max most connections
 * @param min connections kept when idle
 * @param acquireTimeout longest wait for a connection before the work is refused
 * @param statementCap longest any statement may run where its work sets no shorter end; zero for no
 *     cap
 */
public record PoolConfig(
        String url,
        String user,
        String password,
        int max,
        int min,
        Duration acquireTimeout,
        Duration statementCap) {
    public PoolConfig {
        if (max < 1 || min < 0 || min > max) {
            throw new IllegalArgumentException("pool of " + min + " to " + max + " connections");
        }
    }

    /** Two connections for each core, at least four: the fastest size measured for this service. */
    public static int auto() {
        return Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String toString() {
        return "PoolConfig[" + url + ", " + min + ".." + max + "]";
    }
}
