package dev.stoa.maintenance.health;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Work;
import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the node's parts say of themselves; each is asked once a second at most, however often
 * probes come.
 */
public final class Health {
    static final Statement PING =
            Statement.of("maintenance.health.ping", Budget.ms(50), "select 1");
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MILLIS = 600;
    private static final double HEAP_FULL = 0.95;
    private static final double MEGABYTE = 1 << 20;

    private final Platform platform;
    private final AtomicReference<Ping> ping =
            new AtomicReference<>(new Ping(0, new CompletableFuture<>()));

    private volatile Active active = new Active(0, 0);

    public Health(Platform platform) {
        this.platform = platform;
        ping.get().latency().complete(Duration.ZERO);
    }

    /** A ping of the database under way or done. */
    private record Ping(long started, CompletableFuture<Duration> latency) {}

    /** Entries that are served from memory, as counted then. */
    private record Active(long entries, long at) {}

    /** How a part is. */
    public enum Status {
        HEALTHY,
        DEGRADED,
        UNHEALTHY;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * All parts at one moment.
     *
     * @param database the database's state
     * @param databaseMillis its answer's latency in milliseconds
     * @param cache the cache's state
     * @param hitRate percent of cache requests answered from it, 0 before the first
     * @param memory the heap's state
     * @param heapUsedMb heap used in MB
     */
    public record Report(
            Status database,
            double databaseMillis,
            Status cache,
            double hitRate,
            Status memory,
            long heapUsedMb) {
        /** The worst that matters: without cache or short of memory the node still serves. */
        public Status overall() {
            if (database == Status.UNHEALTHY) {
                return Status.UNHEALTHY;
            }
            boolean well =
                    cache == Status.HEALTHY
                            && memory == Status.HEALTHY
                            && database == Status.HEALTHY;
            return well ? Status.HEALTHY : Status.DEGRADED;
        }
    }

    public Report report() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        boolean full = heap.getMax() > 0 && heap.getUsed() > heap.getMax() * HEAP_FULL;
        Duration latency = latency();
        return new Report(
                latency.isNegative() ? Status.UNHEALTHY : Status.HEALTHY,
                Math.max(0, Math.round(latency.toNanos() / 1e4) / 1e2),
                platform.caches().state().degraded() ? Status.DEGRADED : Status.HEALTHY,
                hitRate(),
                full ? Status.DEGRADED : Status.HEALTHY,
                heap.getUsed() >> 20);
    }

    /** The database's latency as known for up to a second; negative when it does not answer. */
    private Duration latency() {
        Ping known = ping.get();
        long now = System.nanoTime();
        if (known.latency().isDone()
                && (known.started() == 0 || now - known.started() > REMEMBERED_NANOS)) {
            Ping next = new Ping(now, new CompletableFuture<>());
            if (ping.compareAndSet(known, next)) {
                Thread.ofVirtual().name("stoa-health-ping").start(() -> ask(next));
            }
            known = ping.get();
        }
        try {
            return known.latency().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Duration.ofNanos(-1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Duration.ofNanos(-1);
        }
    }

    private void ask(Ping asked) {
        long started = System.nanoTime();
        try {
            Work.within("health", Duration.ofMillis(500)).run(this::pinged);
            asked.latency().complete(Duration.ofNanos(System.nanoTime() - started));
        } catch (Failure failure) {
            asked.latency().complete(Duration.ofNanos(-1));
        } catch (RuntimeException e) {
            asked.latency().completeExceptionally(e);
        }
    }

    private void pinged() {
        platform.probe().find(PING, row -> row.number(0));
    }

    private double hitRate() {
        return caches().hitRate();
    }

    /**
     * All caches together.
     *
     * @param entries in memory
     * @param active of these, those that are served without a load; counted once a second
     * @param hits answers from memory since the start
     * @param misses answers that it did not have
     * @param megabytes they take, estimated
     */
    public record CacheSum(long entries, long active, long hits, long misses, double megabytes) {
        /** Percent of requests answered from memory, to a tenth; 0 before the first. */
        public double hitRate() {
            return hits + misses == 0 ? 0 : Math.round(1000.0 * hits / (hits + misses)) / 10.0;
        }
    }

    public CacheSum caches() {
        long entries = 0;
        long bytes = 0;
        long hits = 0;
        long misses = 0;
        for (CacheStats cache : platform.caches().stats()) {
            entries += cache.entries();
            bytes += cache.bytes();
            hits += cache.hits();
            misses += cache.misses();
        }
        double megabytes = Math.round(100 * bytes / MEGABYTE) / 100.0;
        return new CacheSum(entries, Math.min(entries, active()), hits, misses, megabytes);
    }

    private long active() {
        Active known = active;
        long now = System.nanoTime();
        if (known.at() == 0 || now - known.at() > REMEMBERED_NANOS) {
            known = new Active(platform.caches().active(), now);
            active = known;
        }
        return known.entries();
    }

    /** What features check besides; names of those that are down. */
    List<String> failedChecks() {
        List<String> failed = new ArrayList<>();
        for (HealthCheck check : platform.state().checks()) {
            if (check.call().status() != HealthCheckResponse.Status.UP) {
                failed.add(check.name());
            }
        }
        return failed;
    }
}
