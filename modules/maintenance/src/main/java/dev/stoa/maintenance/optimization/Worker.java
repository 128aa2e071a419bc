package dev.stoa.maintenance.optimization;

import dev.stoa.platform.Failure;
import dev.stoa.platform.jobs.JobRecord;
import dev.stoa.platform.jobs.JobState;
import dev.stoa.platform.jobs.JobStatus;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.IndexWork;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.StatementFailed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does one step beside the traffic: it gives way where others hold what it needs. */
final class Worker {
    static final Statement LIMITS =
            Statement.of(
                    "maintenance.optimizations.limits",
                    Budget.ms(5),
                    "select set_config('lock_timeout', '2s', false), set_config('statement_timeout', '0', false)");
    static final Statement REMNANTS =
            Statement.of(
                    "maintenance.optimizations.remnants",
                    Budget.ms(20),
                    """
                    select quote_ident(c.relname)
                      from pg_index x
                      join pg_class c on c.oid = x.indexrelid
                     where not x.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'
                       and x.indrelid = (select o.indrelid from pg_index o where o.indexrelid = to_regclass(:index))
                    """);
    private static final Budget LONG = Budget.seconds(7200);
    private static final int ATTEMPTS = 3;

    /** Of an index built by others, before this one is. */
    private static final Duration TURN = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Database database;
    private final Jobs jobs;

    /**
     * @param database whose statements may take long
     */
    Worker(Database database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /**
     * Does it.
     *
     * @return why it could not be done; null where it was
     * @throws Failure.Unavailable while the database is away
     */
    @Nullable String done(Step step) {
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(step);
                return null;
            } catch (Failure.Overloaded e) {
                if (attempt == ATTEMPTS) {
                    return "Others held what it needs: " + e.detail();
                }
            } catch (IndexWork.OthersAtWork _) {
                return "Another index was being built for an hour.";
            } catch (Failure.Conflict e) {
                return e.detail();
            } catch (ConstraintViolation e) {
                return "Rows of the table break the unique index.";
            } catch (StatementFailed e) {
                return "PostgreSQL refuses it with SQLState " + e.state() + ".";
            }
        }
    }

    private void attempt(Step step) {
        switch (step.action()) {
            case ANALYZE, VACUUM -> onTable(step.statement());
            case REINDEX -> rebuild(step);
            case CREATE_MISSING_INDEXES -> create(step);
            case REFRESH_RANKING, ENSURE_PARTITIONS -> ran(step.subject());
        }
    }

    private void onTable(String sql) {
        Statement work = Statement.of("maintenance.optimizations.work", LONG, sql);
        database.session(
                session -> {
                    session.texts(LIMITS);
                    session.execute(work);
                    return true;
                });
    }

    /** What a rebuild that was cut off leaves behind is written with each row. */
    private void rebuild(Step step) {
        IndexWork.alone(
                database,
                TURN,
                work -> {
                    for (String left : work.texts(REMNANTS, step.subject())) {
                        work.run("drop index concurrently if exists " + left);
                    }
                    work.run(step.statement());
                    return true;
                });
    }

    private void create(Step step) {
        IndexWork.alone(
                database,
                TURN,
                work -> {
                    if (step.statement().startsWith("create")) {
                        // Left by an attempt before, or there by now.
                        work.run("drop index concurrently if exists " + step.subject());
                    }
                    work.run(step.statement());
                    return true;
                });
    }

    private void ran(String job) {
        long before = newest(job);
        if (!jobs.request(job)) {
            throw new Failure.Overloaded(job + " is at work.");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<JobRecord> runs = jobs.runs(job);
            if (!runs.isEmpty()
                    && runs.getFirst().id() > before
                    && runs.getFirst().status() != JobStatus.RUNNING) {
                require(runs.getFirst());
                return;
            }
            pause();
        }
        throw new Failure.Overloaded("No node ran " + job + " in time.");
    }

    private static void require(JobRecord run) {
        if (run.status() != JobStatus.SUCCEEDED) {
            throw new Failure.Overloaded(
                    run.job() + " " + run.status().word() + ", see its history.");
        }
    }

    private long newest(String job) {
        return jobs.find(job).map(JobState::lastRun).map(JobRecord::id).orElse(0L);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.DeadlineExceeded("The work was interrupted.");
        }
    }
}
