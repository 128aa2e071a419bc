package dev.stoa.platform;

import dev.stoa.platform.cache.CacheSettings;
import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Secrets;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.docs.DocumentRoutes;
import dev.stoa.platform.docs.RouteGroup;
import dev.stoa.platform.flag.Flag;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.flag.PlatformFlags;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.HttpServers;
import dev.stoa.platform.http.IdempotencyExpiry;
import dev.stoa.platform.http.PlatformRoutes;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.platform.internal.events.LogStream;
import dev.stoa.platform.internal.redis.Redis;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobScheduler;
import dev.stoa.platform.jobs.JobSchedulerConfig;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.limit.Limiter;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.DatabaseHome;
import dev.stoa.platform.sql.PoolConfig;
import dev.stoa.platform.sql.Servers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One running node: database, migrations, caches, features, listeners, started in this order and
 * stopped in the other.
 */
public final class Node implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    private static final String VERSION =
            Optional.ofNullable(Node.class.getModule().getDescriptor())
                    .flatMap(java.lang.module.ModuleDescriptor::rawVersion)
                    .orElse("development");

    private final List<FeatureProvider> providers =
            ServiceLoader.load(FeatureProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
    private final NodeState state = new NodeState();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Database database;
    private final Observability observability;
    private final JobScheduler jobs;
    private final HttpServers servers;
    private final List<Route> routes;

    private Node(
            Settings settings,
            Collection<? extends Setting<?>> declared,
            Path data,
            Consumer<String> progress) {
        HttpServers.requireSafe(settings);
        try {
            CompletableFuture<DatabaseHome> starting = new CompletableFuture<>();
            Thread.ofPlatform()
                    .name("stoa-database-start")
                    .start(() -> start(starting, data, settings, progress));
            Secrets secrets = secrets(settings, declared, data, starting);
            // Classes load while the database starts: it is the longest part of the node's start.
            this.observability = part(Observability.of(settings, version(settings)));
            observability.makeGlobal();
            Redis redis = part(Redis.of(CacheSettings.redis(settings)));
            Limiter limiter = part(Limiter.of(settings, redis, observability.meters()));
            Flags flags = Flags.of(flags(), observability.meters());
            Caches caches = part(Caches.of(settings, redis, observability.meters(), flags));
            DatabaseHome home = part(joined(starting));
            Optional<DatabaseAddress> replica = DatabaseAddress.replica(settings);
            home.observe(observability.meters());
            Schema schema = Schema.of(home.address().source());
            schema.apply();
            schema.mendIndexes();
            Servers servers =
                    part(Servers.watched(home.address(), replica, observability.meters()));
            servers.whenOthersWereRead(caches::clear);
            this.database =
                    part(
                            Database.watched(
                                    PoolConfig.of(home.address(), settings),
                                    replica,
                                    servers,
                                    observability.meters(),
                                    observability.statements()));
            Database probe =
                    part(
                            new Database(
                                    PoolConfig.probe(home.address()),
                                    observability.meters(),
                                    observability.statements()));
            Database upkeep =
                    part(
                            new Database(
                                    PoolConfig.upkeep(home.address()),
                                    observability.meters(),
                                    observability.statements()));
            String name = NodeName.any();
            Events events = new Events(observability.meters());
            events.connect(redis, name).ifPresent(this::part);
            Timers timers = new Timers();
            flags.begin(database, events, timers);
            InstantSource clock = servers.clock();
            Platform platform =
                    new Platform(
                            settings,
                            database,
                            caches,
                            new Cursors(secrets.key(PlatformSettings.CURSOR_KEY), clock),
                            observability,
                            timers,
                            clock,
                            name,
                            state,
                            probe,
                            upkeep,
                            servers,
                            secrets,
                            events,
                            Jobs.on(database),
                            part(
                                    new CpuPool(
                                            Runtime.getRuntime().availableProcessors(),
                                            observability.meters())),
                            (log, most) -> part(log(redis, log, most)),
                            flags,
                            schema);
            List<Feature> features = features(platform);
            part(timers);
            this.jobs = part(jobs(settings, home.address(), name, features));
            state.whenDraining(jobs::pause, jobs::resume);
            this.routes = routes(features);
            features.forEach(Feature::start);
            this.servers =
                    part(
                            new HttpServers(
                                    settings,
                                    routes,
                                    viewers(features),
                                    limiter,
                                    servers,
                                    observability));
            part(NodeAddress.write(data, settings, this.servers));
            jobs.start();
            state.ready();
        } catch (RuntimeException | Error e) {
            closeParts();
            throw e;
        }
    }

    /**
     * Starts a node.
     *
     * @param declared all settings there are, for the secrets among them
     * @param data its data folder
     * @param progress told in a sentence what takes long
     * @throws CannotStart saying in a sentence why not
     */
    public static Node start(
            Settings settings,
            Collection<? extends Setting<?>> declared,
            Path data,
            Consumer<String> progress) {
        return new Node(settings, declared, data, progress);
    }

    private static void start(
            CompletableFuture<DatabaseHome> starting,
            Path data,
            Settings settings,
            Consumer<String> progress) {
        try {
            starting.complete(DatabaseHome.own(data, settings, progress));
        } catch (RuntimeException | Error e) {
            starting.completeExceptionally(e);
        }
    }

    /** A start that is refused here waits for the database, to stop it again. */
    private Secrets secrets(
            Settings settings,
            Collection<? extends Setting<?>> declared,
            Path data,
            CompletableFuture<DatabaseHome> starting) {
        try {
            return Secrets.of(settings, declared, data);
        } catch (RuntimeException e) {
            part(joined(starting));
            throw e;
        }
    }

    private static DatabaseHome joined(CompletableFuture<DatabaseHome> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private List<Flag> flags() {
        return Stream.concat(
                        PlatformFlags.ALL.stream(),
                        providers.stream().flatMap(provider -> provider.flags().stream()))
                .toList();
    }

    private List<Feature> features(Platform platform) {
        List<Feature> features = new ArrayList<>();
        for (FeatureProvider provider : providers) {
            features.add(part(provider.create(platform)));
        }
        state.checkedBy(features.stream().flatMap(feature -> feature.health().stream()).toList());
        return features;
    }

    private static SharedLog log(Redis redis, String name, int most) {
        return new SharedLog(redis.isConfigured() ? new LogStream(redis, name, most) : null);
    }

    private JobScheduler jobs(
            Settings settings, DatabaseAddress address, String name, List<Feature> features) {
        List<Job> all = new ArrayList<>();
        all.add(JobScheduler.trim());
        all.add(IdempotencyExpiry.job());
        features.forEach(feature -> all.addAll(feature.jobs()));
        return new JobScheduler(
                JobSchedulerConfig.of(
                        name,
                        settings.get(PlatformSettings.DRAIN_GRACE),
                        settings.get(PlatformSettings.JOBS_ENABLED)),
                address,
                observability,
                all);
    }

    private static String version(Settings settings) {
        return settings.has(PlatformSettings.VERSION)
                ? settings.get(PlatformSettings.VERSION)
                : VERSION;
    }

    private static List<Route> routes(List<Feature> features) {
        List<RouteGroup> groups = new ArrayList<>();
        features.forEach(feature -> groups.add(new RouteGroup(feature.name(), feature.routes())));
        groups.add(new RouteGroup("limits", PlatformRoutes.limits()));
        groups.add(new RouteGroup("problems", PlatformRoutes.of(features)));
        return DocumentRoutes.with(
                groups,
                features.stream().flatMap(feature -> feature.schemas().stream()).toList(),
                VERSION);
    }

    private static ViewerSource viewers(List<Feature> features) {
        return features.stream()
                .flatMap(feature -> feature.viewers().stream())
                .findFirst()
                .orElse(ViewerSource.NONE);
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** Port of the public listener. */
    public int httpPort() {
        return servers.port();
    }

    /** Port of the admin listener. */
    public int adminPort() {
        return servers.adminPort();
    }

    /** All routes of the node. */
    public List<Route> routes() {
        return routes;
    }

    public Database database() {
        return database;
    }

    public Observability observability() {
        return observability;
    }

    /** Not ready at once; open requests get their grace; then everything ends. */
    @Override
    public void close() {
        state.stop();
        jobs.drain();
        closeParts();
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "A part of the node did not close", e);
            }
        }
    }
}
