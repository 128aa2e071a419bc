package dev.stoa.platform.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.stoa.platform.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A job as db-scheduler knows it: what to do when it is due, has failed, or its holder is dead. */
final class JobTask {
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LAST_RETRY = Duration.ofHours(1);
    private static final Duration SETTINGS = Duration.ofSeconds(5);

    private final Job job;
    private final JobRunner runner;
    private final JobStore store;

    private JobTask(Job job, JobRunner runner, JobStore store) {
        this.job = job;
        this.runner = runner;
        this.store = store;
    }

    static Task<Void> of(Job job, JobRunner runner, JobStore store) {
        JobTask task = new JobTask(job, runner, store);
        return Tasks.custom(job.name(), Void.class)
                .onFailure(task::retry)
                .onDeadExecution((dead, row) -> row.reschedule(dead, dead.getTimeDone()))
                .execute((_, context) -> task.run(context.getExecution()));
    }

    private CompletionHandler<Void> run(Execution picked) throws JobFailed {
        Fence fence = new Fence(job.name(), picked.pickedBy, picked.version);
        return switch (runner.run(job, fence)) {
            case SUCCEEDED -> this::next;
            case FAILED -> throw new JobFailed(job.name());
            // The row is another's.
            case LOST, RUNNING -> (_, _) -> {};
        };
    }

    private void next(ExecutionComplete done, ExecutionOperations<Void> row) {
        row.reschedule(done, settings().next(job.schedule(), done.getTimeDone()));
    }

    /** What is due soon anyway waits for that; a daily job does not wait for a day. */
    private void retry(ExecutionComplete failed, ExecutionOperations<Void> row) {
        JobSettings settings = settings();
        Instant next = settings.next(job.schedule(), failed.getTimeDone());
        Instant retry = failed.getTimeDone().plus(pause(failed.getExecution().consecutiveFailures));
        row.reschedule(failed, next.isBefore(retry) || !settings.isEnabled() ? next : retry);
    }

    private JobSettings settings() {
        AtomicReference<JobSettings> found = new AtomicReference<>(JobSettings.NONE);
        Work.within(job.name(), SETTINGS).run(() -> found.set(store.settings(job.name())));
        return found.get();
    }

    /** A minute after the first failure, then twice as long each time, up to an hour. */
    static Duration pause(int failuresBefore) {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failuresBefore, 10));
        return pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY;
    }

    /** Tells db-scheduler of a failure that is in the log and in the history already. */
    private static final class JobFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        JobFailed(String job) {
            super(job, null, false, false);
        }
    }
}
