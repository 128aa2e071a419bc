package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a database's connections come from: the primary; for reads, while that is away, the
 * replica.
 */
final class Pools implements AutoCloseable {
    private final Pool primary;
    private final @Nullable Pool replica;
    private final @Nullable Servers servers;

    /**
     * @param servers watched; null for a database that takes things as they come
     */
    Pools(Pool primary, @Nullable Pool replica, @Nullable Servers servers) {
        this.primary = primary;
        this.replica = replica;
        this.servers = servers;
        if (servers != null) {
            // Connections may be dead, or lead to what is a standby now.
            servers.whenPrimaryChanges(primary::evict);
        }
    }

    /**
     * For what changes something.
     *
     * @throws Failure.ReadOnly while the database is known to take no writes
     */
    Pool writing() {
        if (servers != null) {
            servers.requireWrites();
        }
        return primary;
    }

    /**
     * For what only reads.
     *
     * @throws Failure.Unavailable while no server is known to answer
     */
    Pool reading() {
        if (servers == null || !servers.isPrimaryAway()) {
            return primary;
        }
        if (replica == null || !servers.hasReplica()) {
            throw new Failure.Unavailable("The database is away.", null);
        }
        servers.readsElsewhere();
        return replica;
    }

    /** Whether what is under way on {@code lease} can't end well: its server is away. */
    boolean isLost(Lease lease) {
        return servers != null && servers.isPrimaryAway() && lease.isOf(primary);
    }

    /** Tells that something failed in a way that may be the server's. */
    void suspect(Failure failure) {
        if (servers != null
                && (failure instanceof Failure.Unavailable
                        || failure instanceof Failure.ReadOnly)) {
            servers.suspect();
        }
    }

    PoolState state() {
        return primary.state();
    }

    @Override
    public void close() {
        List<Pool> all = new ArrayList<>(List.of(primary));
        if (replica != null) {
            all.add(replica);
        }
        all.forEach(Pool::close);
    }
}
