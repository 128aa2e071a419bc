package dev.stoa.maintenance.index;

import dev.stoa.platform.Failure;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.StatementFailed;
import java.util.List;
import java.util.Locale;

/**
 * Does what was asked for about indexes, by one node of all; what a node left is done by another.
 */
final class IndexBuilds {
    private static final System.Logger LOG = System.getLogger(IndexBuilds.class.getName());
    private static final int MOST_ATTEMPTS = 3;

    private final BuildStore store;
    private final IndexBuilder builder;

    IndexBuilds(BuildStore store, IndexBuilder builder) {
        this.store = store;
        this.builder = builder;
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
                run.count(done(build) ? "succeeded" : "failed", 1);
            }
        }
        store.trim();
    }

    private boolean done(IndexBuild build) {
        store.begin(build.id());
        try {
            builder.run(
                    Advice.Action.valueOf(build.action().toUpperCase(Locale.ROOT)),
                    build.index(),
                    build.table(),
                    build.ddl());
            store.end(build.id(), "succeeded", null);
            return true;
        } catch (Failure.Unavailable | Failure.DeadlineExceeded e) {
            // It stays open, for the next run.
            throw e;
        } catch (Failure e) {
            return failed(build, e.detail());
        } catch (ConstraintViolation e) {
            return failed(build, "Rows of the table break the unique index.");
        } catch (StatementFailed e) {
            return failed(build, "PostgreSQL refuses it with SQLState " + e.state() + ".");
        }
    }

    private boolean failed(IndexBuild build, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "The index {0} was not changed: {1}",
                build.index(),
                why);
        store.end(build.id(), "failed", why);
        return false;
    }
}
