package dev.stoa.platform.jobs;

import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.TransactionBody;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, as its body sees it. Only the thread of the run uses it.
 *
 * <p>The row that says who may run the job is not locked while a transaction does its work, or the
 * heartbeats would wait for its end: it is looked at before, to do nothing in vain, and locked for
 * the moment of the commit.
 */
public final class JobRun {
    private final long id;
    private final Database database;
    private final Fence fence;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    JobRun(long id, Database database, Fence fence) {
        this.id = id;
        this.database = database;
        this.fence = fence;
    }

    /** Number of the run in {@code job_runs}. */
    public long id() {
        return id;
    }

    /**
     * Runs {@code body} in one transaction, again from its start up to three times when it lost a
     * race; commits only while this run is still the one that may. Waits for locks up to 2 s.
     *
     * @throws JobLost when the job was given to another node: nothing was done
     */
    public <T> T transaction(TransactionBody<T> body) {
        return database.transaction(
                transaction -> {
                    fence.look(transaction);
                    T result = body.run(transaction);
                    fence.lock(transaction);
                    return result;
                });
    }

    /**
     * Runs {@code body} in one transaction after the other until it did less than a whole batch.
     *
     * @param what under which name all it did is counted
     * @param size of a whole batch
     * @param body answers how much it did, at most {@code size}
     * @throws JobLost as {@link #transaction} does; the batches before are done
     */
    public void batches(String what, int size, TransactionBody<Long> body) {
        long done;
        do {
            done = transaction(body);
            count(what, done);
        } while (done == size);
    }

    /**
     * Runs a command outside of any transaction, as what is done CONCURRENTLY needs. Nothing keeps
     * a holder that lost its job from doing it a second time: it must be such that that does no
     * harm.
     */
    public long alone(Statement statement, @Nullable Object... arguments) {
        return database.execute(statement, arguments);
    }

    /** Adds to what is told of this run afterwards, e.g. {@code deleted} and how many. */
    public void count(String what, long number) {
        counts.merge(what, number, Long::sum);
    }

    /** What was counted, in the order of its first counting. */
    Map<String, Long> counts() {
        return counts;
    }
}
