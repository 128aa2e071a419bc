package dev.stoa.platform.jobs;

import dev.stoa.platform.sql.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of all nodes on a database: which there are, how they went, and one at once. */
public final class Jobs {
    private final JobStore store;

    private Jobs(Database database) {
        this.store = new JobStore(database);
    }

    /** The jobs that the nodes on {@code database} know. */
    public static Jobs on(Database database) {
        return new Jobs(database);
    }

    /** All of them by name; one statement. Empty where no node has ever run. */
    public List<JobState> list() {
        return store.list();
    }

    /** One of them; one statement. */
    public Optional<JobState> find(String name) {
        return list().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /** The newest runs of a job, at most 101; one statement. */
    public List<JobRecord> runs(String name) {
        return store.runs(name, "infinity", Long.MAX_VALUE);
    }

    /** The runs of a job before one that began at {@code at} and is number {@code id}. */
    public List<JobRecord> runsBefore(String name, Instant at, long id) {
        return store.runs(name, at, id);
    }

    /**
     * Makes a job due now: a node begins it within its polling interval, a second. Asking again
     * before that changes nothing.
     *
     * @return false where there is no such job, or a node is at it
     */
    public boolean request(String name) {
        return store.request(name);
    }

    /**
     * Sets whether a job runs by its schedule, and which that is. A run under way comes to its end.
     *
     * @param override null for the schedule that the code gives it
     * @param version of {@code job} as it is known
     * @return false where its version is another by now
     */
    public boolean set(JobState job, boolean enabled, @Nullable Schedule override, int version) {
        JobSettings settings =
                new JobSettings(override == null ? null : override.toString(), enabled);
        return store.set(
                job.name(),
                settings,
                settings.next(Schedule.parse(job.declared()), store.clock()),
                version);
    }
}
