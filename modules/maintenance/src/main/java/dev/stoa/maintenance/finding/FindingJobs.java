package dev.stoa.maintenance.finding;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import java.time.Duration;
import java.util.List;

/** Has examiners look at their times, on one node of all. */
final class FindingJobs {
    /** A node that has not been heard of for so long is gone, and what it found of itself over. */
    private static final Duration SILENT = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Findings findings;
    private final Duration keep;

    FindingJobs(Findings findings, Duration keep) {
        this.findings = findings;
        this.keep = keep;
    }

    List<Job> jobs() {
        return List.of(
                Job.of(
                        "maintenance.performance.monitor",
                        Schedule.every(Duration.ofMinutes(1)),
                        this::monitor),
                looking(
                        Findings.INDEXES_JOB,
                        Schedule.every(Duration.ofMinutes(15)),
                        Cadence.QUARTER_HOUR),
                looking(
                        "maintenance.statements.review",
                        Schedule.cron("0 0 4 * * SUN"),
                        Cadence.WEEK),
                looking("maintenance.ttls.review", Schedule.cron("0 0 5 1 * *"), Cadence.MONTH));
    }

    private Job looking(String name, Schedule schedule, Cadence cadence) {
        return new Job(name, schedule, LONGEST, run -> findings.look(run, cadence));
    }

    private void monitor(JobRun run) {
        run.count(
                "abandoned",
                run.transaction(transaction -> FindingStore.abandon(transaction, SILENT)));
        run.count(
                "forgotten",
                run.transaction(transaction -> FindingStore.forget(transaction, keep)));
    }
}
