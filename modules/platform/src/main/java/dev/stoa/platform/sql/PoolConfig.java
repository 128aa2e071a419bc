package dev.stoa.platform.sql;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.time.Duration;

/**
 * Where the database is and how many connections a node holds to it.
 *
 * @param name of the pool, in metrics
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
        String name,
        String url,
        String user,
        String password,
        int max,
        int min,
        Duration acquireTimeout,
        Duration statementCap) {
    private static final String COMMAND = "command";

    public PoolConfig {
        if (max < 1 || min < 0 || min > max) {
            throw new IllegalArgumentException("pool of " + min + " to " + max + " connections");
        }
    }

    /** The pool of a node, as its settings say. */
    public static PoolConfig of(DatabaseAddress address, Settings settings) {
        int[] profile =
                switch (settings.get(PlatformSettings.DATABASE_POOL_PROFILE)) {
                    case "small" -> new int[] {10, 2};
                    case "medium" -> new int[] {50, 5};
                    case "high" -> new int[] {100, 25};
                    default -> new int[] {auto(), auto()};
                };
        int max = settings.get(PlatformSettings.DATABASE_POOL_MAX);
        int min = settings.get(PlatformSettings.DATABASE_POOL_MIN);
        max = max == 0 ? profile[0] : max;
        min = Math.min(max, min == 0 ? profile[1] : min);
        return new PoolConfig(
                "stoa",
                address.url(),
                address.user(),
                address.password(),
                max,
                min,
                settings.get(PlatformSettings.DATABASE_ACQUIRE_TIMEOUT),
                settings.get(PlatformSettings.DATABASE_STATEMENT_CAP));
    }

    /** The same pool at another address, for reads. */
    PoolConfig replica(DatabaseAddress address) {
        return new PoolConfig(
                "replica",
                address.url(),
                address.user(),
                address.password(),
                max,
                Math.min(min, 1),
                acquireTimeout,
                statementCap);
    }

    /** One connection for probes, so that a full pool does not make a well database look ill. */
    public static PoolConfig probe(DatabaseAddress address) {
        return new PoolConfig(
                "health",
                address.url(),
                address.user(),
                address.password(),
                1,
                0,
                Duration.ofMillis(500),
                Duration.ofMillis(500));
    }

    /**
     * For what maintenance asks beside the node's requests: plans, who waits for whom, and one
     * index that is built; none kept. Its work's own limit ends each statement.
     */
    public static PoolConfig upkeep(DatabaseAddress address) {
        return new PoolConfig(
                "upkeep",
                address.url(),
                address.user(),
                address.password(),
                3,
                0,
                Duration.ofSeconds(2),
                Duration.ZERO);
    }

    /**
     * For jobs: as many connections as there are runs at once, none kept. Each run's own limit ends
     * its statements.
     */
    public static PoolConfig jobs(DatabaseAddress address, int runs) {
        return new PoolConfig(
                "jobs",
                address.url(),
                address.user(),
                address.password(),
                runs,
                0,
                Duration.ofSeconds(5),
                Duration.ZERO);
    }

    /** For what decides when jobs run: heartbeats must not wait for the jobs. */
    public static PoolConfig scheduler(DatabaseAddress address) {
        return new PoolConfig(
                "scheduler",
                address.url(),
                address.user(),
                address.password(),
                2,
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }

    /** For commands: a few connections, and statements may take as long as they need. */
    public static PoolConfig command(DatabaseAddress address) {
        return new PoolConfig(
                COMMAND,
                address.url(),
                address.user(),
                address.password(),
                auto(),
                0,
                Duration.ofSeconds(10),
                Duration.ZERO);
    }

    /** What the server calls its connections: {@code stoa} if it is a node's. */
    String application() {
        return name.equals(COMMAND) ? "stoa-command" : "stoa";
    }

    /** Two connections for each core, at least four: the fastest size measured for this service. */
    public static int auto() {
        return Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String toString() {
        return "PoolConfig[" + name + ", " + url + ", " + min + ".." + max + "]";
    }
}
