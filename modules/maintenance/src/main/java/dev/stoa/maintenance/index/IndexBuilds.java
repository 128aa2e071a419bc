package dev.stoa.maintenance.index;

import dev.stoa.platform.Failure;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.IndexWork;
import dev.stoa.platform.sql.StatementFailed;
import java.util.List;
import java.util.Locale;

/**
 * Does what was asked for about indexes, by one node of all; what a node left is done by another.
 */
final class IndexBuilds {
    private static final System.Logger LOG = System.getLogger(IndexBuilds.class.getName());
    private static final int MOST_ATTEMPTS = 3;
    private static final String WAITING = "waiting";

    private final BuildStore store;
    private final IndexBuilder builder;
    private final Runnable changed;

    /**
     * @param changed told when an index was changed
     */
    IndexBuilds(BuildStore store, IndexBuilder builder, Runnable changed) {
        this.store = store;
        this.builder = builder;
        this.changed = changed;
    }

    /** The job's body. */
    void run(JobRun run) {
        // What is asked for meanwhile is done by this run, too.
        for (List<IndexBuild> open = store.open(); !open.isEmpty(); open = store.open()) {
            IndexBuild build = open.getFirst();
            if (build.attempts() >= MOST_ATTEMPTS) {
                store.end(build.id(), "failed", "It did not end, three times.");
                run.count("failed", 1);
            } else {
                String outcome = outcome(build);
                run.count(outcome, 1);
                if (outcome.equals("succeeded")) {
                    changed.run();
                }
                if (outcome.equals(WAITING)) {
                    // It stays open for the next run: a job that waits keeps others from running.
                    break;
                }
            }
        }
        store.trim();
    }

    private String outcome(IndexBuild build) {
        try {
            builder.run(
                    new IndexBuilder.Task(
                            Advice.Action.valueOf(build.action().toUpperCase(Locale.ROOT)),
                            build.index(),
                            build.table(),
                            build.ddl()),
                    () -> store.begin(build.id()));
            store.end(build.id(), "succeeded", null);
            return "succeeded";
        } catch (IndexWork.OthersAtWork _) {
            return WAITING;
        } catch (Failure.Unavailable | Failure.DeadlineExceeded | Failure.Overloaded e) {
            // It stays open, for the next run.
            throw e;
        } catch (IndexBuilder.GivenUp e) {
            return failed(build, String.valueOf(e.getMessage()));
        } catch (Failure e) {
            return failed(build, e.detail());
        } catch (ConstraintViolation e) {
            return failed(build, "Rows of the table break the unique index.");
        } catch (StatementFailed e) {
            return failed(build, "PostgreSQL refuses it with SQLState " + e.state() + ".");
        }
    }

    private String failed(IndexBuild build, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "The index {0} was not changed: {1}",
                build.index(),
                why);
        store.end(build.id(), "failed", why);
        return "failed";
    }
}
