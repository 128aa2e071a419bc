package dev.stoa.platform;

import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.config.Secrets;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Idempotency;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Servers;
import java.time.InstantSource;

/** What a node gives its features. */
public final class Platform {
    private final Settings settings;
    private final Database database;
    private final Caches caches;
    private final Cursors cursors;
    private final Observability observability;
    private final Timers timers;
    private final InstantSource clock;
    private final String node;
    private final NodeState state;
    private final Database probe;
    private final Database upkeep;
    private final Servers servers;
    private final Secrets secrets;
    private final Idempotency idempotency;
    private final Events events;
    private final Jobs jobs;
    private final CpuPool cpu;
    private final Logs logs;
    private final Flags flags;
    private final Schema schema;

    /** Makes logs that nodes share. */
    @FunctionalInterface
    interface Logs {
        SharedLog log(String name, int most);
    }

    Platform(
            Settings settings,
            Database database,
            Caches caches,
            Cursors cursors,
            Observability observability,
            Timers timers,
            InstantSource clock,
            String node,
            NodeState state,
            Database probe,
            Database upkeep,
            Servers servers,
            Secrets secrets,
            Events events,
            Jobs jobs,
            CpuPool cpu,
            Logs logs,
            Flags flags,
            Schema schema) {
        this.schema = schema;
        this.flags = flags;
        this.cpu = cpu;
        this.logs = logs;
        this.jobs = jobs;
        this.events = events;
        this.secrets = secrets;
        this.idempotency = new Idempotency(database);
        this.node = node;
        this.state = state;
        this.probe = probe;
        this.upkeep = upkeep;
        this.servers = servers;
        this.settings = settings;
        this.database = database;
        this.caches = caches;
        this.cursors = cursors;
        this.observability = observability;
        this.timers = timers;
        this.clock = clock;
    }

    public Settings settings() {
        return settings;
    }

    public Database database() {
        return database;
    }

    /**
     * The database through one connection of its own, for probes: it answers when the pool is full.
     */
    public Database probe() {
        return probe;
    }

    /**
     * The database through a few connections of its own, for looking after it: they are there when
     * the pool is full, and no statement of theirs ends before its work's time does.
     */
    public Database upkeep() {
        return upkeep;
    }

    /** The name of this node among those on its database, for as long as it runs. */
    public String node() {
        return node;
    }

    /** Whether the database's servers are there and take writes. */
    public Servers servers() {
        return servers;
    }

    /** Whether the node is ready, and what its features say of themselves. */
    public NodeState state() {
        return state;
    }

    public Caches caches() {
        return caches;
    }

    /** The cache of a feature, as the settings have it. */
    public Cache cache(CacheSpec spec) {
        Cache cache =
                caches.cache(
                        spec.name(), settings.get(spec.ttl()), settings.get(spec.maxEntries()));
        if (!spec.group().isEmpty()) {
            caches.group(spec.group(), spec.name());
        }
        return cache;
    }

    public Cursors cursors() {
        return cursors;
    }

    public Observability observability() {
        return observability;
    }

    /** The key under a declared secret's name, the same on every node. */
    public byte[] secret(Setting<String> secret) {
        return secrets.key(secret);
    }

    /** Gives a repeated request one effect. */
    public Idempotency idempotency() {
        return idempotency;
    }

    /** What features tell each other, on this node and others. */
    public Events events() {
        return events;
    }

    /**
     * A log that nodes share; ask for one of a name once.
     *
     * @param most entries kept, about
     */
    public SharedLog log(String name, int most) {
        return logs.log(name, most);
    }

    /** The jobs of all nodes; a feature brings its own by {@link Feature#jobs}. */
    public Jobs jobs() {
        return jobs;
    }

    /** The flags of all features; a feature declares its own by {@link FeatureProvider#flags}. */
    public Flags flags() {
        return flags;
    }

    /** The state of the database's schema. */
    public Schema schema() {
        return schema;
    }

    /** Where what needs a processor for long is done. */
    public CpuPool cpu() {
        return cpu;
    }

    /**
     * What is to be done again and again on each node; what one of all nodes does is a {@link
     * dev.stoa.platform.jobs.Job}.
     */
    public Timers timers() {
        return timers;
    }

    public InstantSource clock() {
        return clock;
    }
}
