package dev.stoa.platform.jobs;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.observe.RequestTrace;
import dev.stoa.platform.observe.Signals;
import dev.stoa.platform.observe.Tracing;
import dev.stoa.platform.sql.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does one run of a job: its account, its trace, its line in the history, its metrics. */
final class JobRunner {
    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    private static final Duration HISTORY = Duration.ofSeconds(5);
    private static final int LONGEST_ERROR = 500;

    private final Database database;
    private final JobStore store;
    private final Tracing tracing;
    private final Map<String, JobMeters> meters;

    /**
     * @param database for what jobs do and for the history
     * @param meters of every job, by its name
     */
    JobRunner(Database database, Tracing tracing, Map<String, JobMeters> meters) {
        this.database = database;
        this.store = new JobStore(database);
        this.tracing = tracing;
        this.meters = meters;
    }

    /** How a body ended. */
    private record Outcome(JobStatus status, @Nullable Throwable failure) {}

    /** Runs {@code job} under the right that {@code fence} is. */
    JobStatus run(Job job, Fence fence) {
        RequestTrace trace = tracing.job(job.name());
        Work work = Work.within(job.name(), job.limit(), trace);
        Outcome outcome = new Outcome(JobStatus.FAILED, null);
        try {
            outcome = ran(job, fence, work);
        } finally {
            long nanos = work.elapsedNanos();
            trace.end(
                    outcome.status() == JobStatus.SUCCEEDED ? 200 : 500, outcome.failure(), nanos);
            JobMeters measured = meters.get(job.name());
            if (measured != null) {
                measured.ended(outcome.status(), nanos);
            }
        }
        return outcome.status();
    }

    private Outcome ran(Job job, Fence fence, Work work) {
        try {
            Optional<Long> id = work.run(() -> store.begin(fence));
            if (id.isEmpty()) {
                throw new JobLost(job.name());
            }
            JobRun run = new JobRun(id.get(), database, fence);
            Outcome outcome = done(job, run, work);
            ended(job, run, outcome);
            return outcome;
        } catch (Exception e) {
            return told(job, e);
        }
    }

    private static Outcome done(Job job, JobRun run, Work work) {
        try {
            work.run(
                    () -> {
                        job.body().run(run);
                        return run;
                    });
            return new Outcome(JobStatus.SUCCEEDED, null);
        } catch (Exception e) {
            return told(job, e);
        }
    }

    private static Outcome told(Job job, Exception e) {
        if (e instanceof Failure failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} was not done: {1}",
                    job.name(),
                    failure.detail());
        } else if (e instanceof JobLost) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage());
            return new Outcome(JobStatus.LOST, e);
        } else {
            LOG.log(System.Logger.Level.ERROR, job.name() + " failed", e);
        }
        return new Outcome(JobStatus.FAILED, e);
    }

    /** The history is written in a time of its own: the job's may be over. */
    private void ended(Job job, JobRun run, Outcome outcome) {
        try {
            Work.within(job.name(), HISTORY)
                    .run(
                            () ->
                                    store.end(
                                            run.id(),
                                            outcome.status(),
                                            json(run.counts()),
                                            error(outcome.failure())));
        } catch (Failure failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The end of a run of {0} was not noted: {1}",
                    job.name(),
                    failure.detail());
        }
    }

    private static String json(Map<String, Long> counts) {
        byte[] bytes =
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            for (Map.Entry<String, Long> count : counts.entrySet()) {
                                json.writeNumberField(count.getKey(), count.getValue());
                            }
                            json.writeEndObject();
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String error(@Nullable Throwable failure) {
        if (failure == null) {
            return null;
        }
        String text = Signals.errorType(failure) + ": " + failure.getMessage();
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }
}
