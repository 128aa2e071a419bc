package dev.stoa.maintenance.optimization;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does what was asked for, one step after the other. Every step can be done twice, and each is
 * begun and ended under the job's fence: what a node left is gone on with by the next.
 */
final class OptimizationJob {
    static final String NAME = "maintenance.optimizations.run";
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofHours(4);
    private static final int ATTEMPTS = 3;
    private static final Set<String> OVER = Set.of("succeeded", "failed", "skipped");

    /** What findings of tables and indexes may be over with. */
    private static final Set<Action> CHANGES =
            Set.of(Action.VACUUM, Action.REINDEX, Action.CREATE_MISSING_INDEXES);

    private final OptimizationStore store;
    private final Worker worker;
    private final Runnable changed;

    /**
     * @param changed told when tables or indexes were changed
     */
    OptimizationJob(OptimizationStore store, Worker worker, Runnable changed) {
        this.store = store;
        this.worker = worker;
        this.changed = changed;
    }

    Job job() {
        return new Job(NAME, Schedule.every(EVERY), LIMIT, this::run);
    }

    private void run(JobRun run) {
        run.count("trimmed", run.transaction(in -> in.execute(OptimizationStore.TRIM)));
        // What is asked for meanwhile is done by this run, too.
        for (Optional<Long> open = store.open(); open.isPresent(); open = store.open()) {
            done(run, open.get());
        }
    }

    private void done(JobRun run, long id) {
        run.transaction(in -> in.execute(OptimizationStore.BEGIN, id));
        for (Step step : store.steps(id)) {
            if (!OVER.contains(step.status())) {
                done(run, id, step);
            }
        }
        run.transaction(in -> in.execute(OptimizationStore.END, id));
        if (store.steps(id).stream().anyMatch(step -> CHANGES.contains(step.action()))) {
            changed.run();
        }
    }

    private void done(JobRun run, long id, Step step) {
        run.transaction(in -> in.execute(OptimizationStore.BEGIN_STEP, id, step.position()));
        @Nullable String error =
                step.attempts() >= ATTEMPTS
                        ? "It did not come to an end, three times."
                        : worker.done(step);
        String status = error == null ? "succeeded" : "failed";
        run.transaction(
                in -> {
                    OptimizationStore.endStep(in, id, step, status, error);
                    return true;
                });
        run.count(status, 1);
    }
}
