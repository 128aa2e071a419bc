package dev.stoa.platform.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.PoolConfig;
import dev.stoa.platform.sql.PooledSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a node that runs jobs: two at once, on connections of its own. It works on threads
 * that nobody waits for, from a moment after the start until the drain.
 */
public final class JobScheduler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JobScheduler.class.getName());
    private static final int AT_ONCE = 2;
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofMinutes(1);

    private final JobSchedulerConfig config;
    private final DatabaseAddress address;
    private final Observability observability;
    private final List<Job> jobs;
    private final Map<String, JobMeters> meters = new HashMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile @Nullable Scheduler running;
    private volatile boolean paused;
    private final ReentrantLock closing = new ReentrantLock();
    // Opens the parts; nobody closes them before it has ended.
    private final Thread clerk = threads("clerk").newThread(this::work);

    /**
     * @param jobs all there are, each name once
     */
    public JobScheduler(
            JobSchedulerConfig config,
            DatabaseAddress address,
            Observability observability,
            List<Job> jobs) {
        this.config = config;
        this.address = address;
        this.observability = observability;
        this.jobs = List.copyOf(jobs);
        for (Job job : jobs) {
            if (meters.put(job.name(), new JobMeters(job.name(), observability.meters())) != null) {
                throw new IllegalArgumentException("two jobs are called " + job.name());
            }
        }
    }

    /** The job that keeps the history short. */
    public static Job trim() {
        return Job.of(
                "platform.job-runs.trim",
                Schedule.every(Duration.ofHours(1)),
                run -> run.count("deleted", run.transaction(JobStore::trim)));
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofVirtual().name("stoa-jobs-" + name + "-", 0).factory();
    }

    /** Begins in the background; while the database is away, again and again. */
    public void start() {
        if (config.enabled()) {
            clerk.start();
        }
    }

    private void work() {
        try {
            Optional<Runnable> refresh = begun();
            while (refresh.isEmpty()) {
                Thread.sleep(AGAIN);
                refresh = begun();
            }
            while (true) {
                Thread.sleep(REFRESH);
                refresh.get().run();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** What is to be done now and then once jobs run; empty when they could not begin. */
    private Optional<Runnable> begun() {
        try {
            return Optional.of(Work.within("platform.jobs.start", START).run(this::open));
        } catch (Failure failure) {
            LOG.log(System.Logger.Level.WARNING, "Jobs can''t start yet: {0}", failure.detail());
        } catch (Exception e) {
            LOG.log(System.Logger.Level.ERROR, "Jobs don't start", e);
        }
        closeParts();
        return Optional.empty();
    }

    private Runnable open() {
        Database database =
                part(
                        new Database(
                                PoolConfig.jobs(address, AT_ONCE),
                                observability.meters(),
                                observability.statements()));
        JobStore store = new JobStore(database);
        DatabaseClock clock = new DatabaseClock(store);
        clock.compare();
        Instant now = clock.now();
        jobs.forEach(job -> store.declare(job, job.schedule().first(now)));
        read(store, clock);
        PooledSource source =
                part(new PooledSource(PoolConfig.scheduler(address), observability.meters()));
        JobRunner runner = new JobRunner(database, observability.tracing(), meters);
        Scheduler scheduler =
                scheduler(
                        source,
                        clock,
                        jobs.stream().<Task<?>>map(job -> JobTask.of(job, runner, store)).toList());
        part(scheduler::stop);
        running = scheduler;
        scheduler.start();
        if (paused) {
            scheduler.pause();
        }
        return () -> refresh(store, clock);
    }

    private Scheduler scheduler(PooledSource source, DatabaseClock clock, List<Task<?>> tasks) {
        ExecutorService runs = Executors.newThreadPerTaskExecutor(threads("run"));
        return Scheduler.create(source.source(), tasks)
                .schedulerName(new SchedulerName.Fixed(config.node()))
                .threads(AT_ONCE)
                .executorService(runs)
                .dueExecutor(Executors.newSingleThreadExecutor(threads("due")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(2, threads("keeper")))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .serializer(new NoData())
                .clock(clock)
                .pollingInterval(config.poll())
                .heartbeatInterval(config.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                // It waits once for their end, and as long once more after interrupting them.
                .shutdownMaxWait(config.grace().dividedBy(2))
                // Failures are in our own log already.
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    private void refresh(JobStore store, DatabaseClock clock) {
        try {
            Work.within("platform.jobs.refresh", Duration.ofSeconds(5))
                    .run(
                            () -> {
                                clock.compare();
                                read(store, clock);
                            });
        } catch (Failure failure) {
            LOG.log(System.Logger.Level.DEBUG, "Jobs were not looked at: {0}", failure.detail());
        }
    }

    private void read(JobStore store, DatabaseClock clock) {
        Map<String, JobStore.Success> known =
                store.successes().stream()
                        .collect(Collectors.toMap(JobStore.Success::job, job -> job));
        for (Job job : jobs) {
            JobStore.Success success = known.get(job.name());
            JobMeters measured = meters.get(job.name());
            if (success != null && measured != null) {
                measured.isDueEach(success.settings().interval(job.schedule(), clock.now()));
                if (success.at() != null) {
                    measured.succeededAt(success.at());
                }
            }
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** Begins no runs until {@link #resume}; those under way come to their end. */
    public void pause() {
        paused = true;
        Scheduler scheduler = running;
        if (scheduler != null) {
            scheduler.pause();
        }
    }

    /** Begins runs again. */
    public void resume() {
        paused = false;
        Scheduler scheduler = running;
        if (scheduler != null) {
            scheduler.resume();
        }
    }

    /** Begins no more runs, and lets those under way come to their end; does not wait. */
    public void drain() {
        Thread.ofVirtual().name("stoa-jobs-drain").start(this::close);
    }

    /** Drains, and waits until that is done. */
    @Override
    public void close() {
        closing.lock();
        try {
            clerk.interrupt();
            if (clerk.isAlive() && !clerk.join(START)) {
                LOG.log(System.Logger.Level.WARNING, "Jobs were still starting");
            }
            closeParts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closing.unlock();
        }
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "A part of the jobs did not close", e);
            }
        }
    }
}
