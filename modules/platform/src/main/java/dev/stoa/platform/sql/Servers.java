package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes writes, and a standby to read from where there is one: whether they are
 * there. While the first takes no writes the node is in read-only mode.
 */
public final class Servers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Servers.class.getName());

    private final List<Runnable> changes = new CopyOnWriteArrayList<>();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private final NodeClock clock = newClock();
    private final ServerWatch primary;
    private final @Nullable ServerWatch replica;
    private volatile long since = System.nanoTime();
    private volatile boolean othersAnswered;

    private Servers(
            DatabaseAddress primary, Optional<DatabaseAddress> replica, MeterRegistry meters) {
        this.replica =
                replica.map(
                                address ->
                                        new ServerWatch(
                                                "replica",
                                                new ServerProbe(
                                                        address,
                                                        newClock(),
                                                        latency("replica", meters)),
                                                ServerState.AWAY,
                                                () -> {},
                                                (_, now) -> tellOfReplica(now)))
                        .orElse(null);
        this.primary =
                new ServerWatch(
                        "primary",
                        new ServerProbe(primary, clock, latency("primary", meters)),
                        ServerState.WRITABLE,
                        () -> changes.forEach(Runnable::run),
                        this::changed);
    }

    private static Timer latency(String server, MeterRegistry meters) {
        return Timer.builder("stoa.database.probe")
                .description("Answers of the database to the node's own question, twice a second")
                .tag("server", server)
                .register(meters);
    }

    private static NodeClock newClock() {
        return new NodeClock(Instant.now(), System::nanoTime);
    }

    /** Watches them from now on. */
    public static Servers watched(
            DatabaseAddress primary, Optional<DatabaseAddress> replica, MeterRegistry meters) {
        var servers = new Servers(primary, replica, meters);
        servers.primary.start();
        if (servers.replica != null) {
            servers.replica.start();
        }
        Gauge.builder("stoa.read.only", servers, each -> each.takesWrites() ? 0 : 1)
                .description("1 while the database takes no writes")
                .register(meters);
        return servers;
    }

    /** The time by the primary's clock. */
    public InstantSource clock() {
        return clock;
    }

    /** Whether the database takes writes. */
    public boolean takesWrites() {
        return primary.state() == ServerState.WRITABLE;
    }

    /** Whether the primary is away and the replica answers reads. */
    public boolean isOnReplica() {
        return isPrimaryAway() && hasReplica();
    }

    /**
     * Lets what changes something pass.
     *
     * @throws Failure.ReadOnly while the database takes no writes
     */
    public void requireWrites() {
        if (!takesWrites()) {
            throw new Failure.ReadOnly("Nothing can be changed now; reading goes on.");
        }
    }

    /** Does {@code action} whenever writes are taken again and others may have been read from. */
    public void whenOthersWereRead(Runnable action) {
        ends.add(action);
    }

    /**
     * Does {@code action} whenever the primary goes, comes back or changes its part, just before
     * anybody is told.
     */
    void whenPrimaryChanges(Runnable action) {
        changes.add(action);
    }

    boolean isPrimaryAway() {
        return primary.state() == ServerState.AWAY;
    }

    /** Whether the replica answers. */
    boolean hasReplica() {
        return replica != null && replica.state() != ServerState.AWAY;
    }

    /** A read goes to another server than the one that took the writes. */
    void readsElsewhere() {
        othersAnswered = true;
    }

    /** Somebody met a failure that may be the primary's. */
    void suspect() {
        primary.suspect();
    }

    private void changed(ServerState before, ServerState now) {
        if (now == ServerState.READ_ONLY) {
            // What was the primary's address is a standby's now.
            othersAnswered = true;
        }
        if (before == ServerState.WRITABLE) {
            since = System.nanoTime();
        }
        LOG.log(
                now == ServerState.WRITABLE
                        ? System.Logger.Level.INFO
                        : System.Logger.Level.WARNING,
                switch (now) {
                    case WRITABLE ->
                            "The database takes writes again, after "
                                    + Duration.ofNanos(System.nanoTime() - since).toMillis()
                                    + " ms";
                    case READ_ONLY -> "The database takes no writes: this node only reads";
                    case AWAY ->
                            "The database is away: this node answers from "
                                    + (hasReplica() ? "the replica" : "what it remembers")
                                    + " and refuses writes";
                });
        if (now == ServerState.WRITABLE && othersAnswered) {
            othersAnswered = false;
            ends.forEach(Runnable::run);
        }
    }

    private static void tellOfReplica(ServerState now) {
        if (now == ServerState.AWAY) {
            LOG.log(System.Logger.Level.WARNING, "The replica of the database is away");
        } else {
            LOG.log(System.Logger.Level.INFO, "The replica of the database answers");
        }
    }

    @Override
    public void close() {
        primary.close();
        if (replica != null) {
            replica.close();
        }
    }
}
