package dev.stoa.app;

import dev.stoa.platform.jobs.JobRecord;
import dev.stoa.platform.jobs.JobState;
import dev.stoa.platform.jobs.JobStatus;
import dev.stoa.platform.jobs.Jobs;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A run of a job that somebody asked for, followed to its end. */
final class AskedRun {
    private static final long LOOK_MILLIS = 100;

    private final Jobs jobs;
    private final String name;
    private final Consumer<String> lines;

    AskedRun(Jobs jobs, String name, Consumer<String> lines) {
        this.jobs = jobs;
        this.name = name;
        this.lines = lines;
    }

    /**
     * Asks for a run, after the one under way if there is one, and waits for its end.
     *
     * @param patience how long a node may take to begin it
     * @return empty when none began it
     */
    Optional<JobRecord> within(Duration patience) {
        long before = newest();
        if (!jobs.request(name)) {
            lines.accept(name + " is at work already; this waits for its end");
            while (!jobs.request(name)) {
                pause();
            }
            before = newest();
        }
        long end = System.nanoTime() + patience.toNanos();
        while (newest() <= before) {
            if (System.nanoTime() > end) {
                return Optional.empty();
            }
            pause();
        }
        Optional<JobRecord> run = last();
        while (run.isPresent() && run.get().status() == JobStatus.RUNNING) {
            pause();
            run = last();
        }
        return run;
    }

    private Optional<JobRecord> last() {
        return jobs.find(name).map(JobState::lastRun);
    }

    private long newest() {
        return last().map(JobRecord::id).orElse(0L);
    }

    static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a job", e);
        }
    }
}
