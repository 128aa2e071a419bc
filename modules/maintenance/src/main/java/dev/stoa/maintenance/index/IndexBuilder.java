package dev.stoa.maintenance.index;

import dev.stoa.platform.Failure;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.IndexWork;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Builds, drops and rebuilds indexes beside the traffic, one at a time for all nodes. What a build
 * that did not end left behind is dropped, and it is tried again a few times.
 */
final class IndexBuilder {
    private static final int ATTEMPTS = 5;
    private static final Statement STATE =
            Statement.of(
                    "maintenance.indexes.state",
                    Budget.ms(10),
                    """
                    select i.indisvalid and i.indisready from pg_index i where i.indexrelid = to_regclass(:index)
                    """);
    private static final Statement LEFTOVERS =
            Statement.of(
                    "maintenance.indexes.leftovers",
                    Budget.ms(20),
                    """
                    select quote_ident(c.relname) from pg_index i join pg_class c on c.oid = i.indexrelid
                     where i.indrelid = to_regclass(:table) and not i.indisvalid
                       and c.relname ~ ('^' || left(:index, 50) || '.*_cc(new|old)[0-9]*$')
                    """);

    private final Database database;
    private final Duration patience;

    /**
     * @param database whose statements may take long
     * @param patience longest wait for others that work on indexes
     */
    IndexBuilder(Database database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /** What is to be done about an index. */
    record Task(Advice.Action action, String index, String table, String ddl) {}

    /** Transactions that were there before did not end in time, however often it was tried. */
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super("Transactions that were there before did not end in time.", null, false, false);
        }
    }

    /**
     * Does it when it is its turn.
     *
     * @param begun told when it is
     * @throws IndexWork.OthersAtWork where that did not come; nothing was begun
     * @throws GivenUp or a {@link dev.stoa.platform.Failure} or {@link
     *     dev.stoa.platform.sql.StatementFailed} where it could not be done, with nothing half done
     *     left behind
     */
    void run(Task task, Runnable begun) {
        IndexWork.alone(
                database,
                patience,
                work -> {
                    begun.run();
                    Advice.Action action = task.action();
                    String index = task.index();
                    String table = task.table();
                    String ddl = task.ddl();
                    for (int attempt = 1; !isDone(work, action, index, ddl); attempt++) {
                        if (attempt == ATTEMPTS) {
                            clear(work, action, index, table);
                            throw new GivenUp();
                        }
                        clear(work, action, index, table);
                    }
                    return true;
                });
    }

    private static boolean isDone(IndexWork work, Advice.Action action, String index, String ddl) {
        try {
            if (action == Advice.Action.CREATE) {
                List<String> state = work.texts(STATE, index);
                if (state.contains("t")) {
                    return true;
                }
                if (!state.isEmpty()) {
                    work.run("drop index concurrently if exists " + index);
                }
            }
            work.run(ddl);
            return true;
        } catch (Failure.Overloaded _) {
            return false;
        } catch (ConstraintViolation e) {
            // A unique index that the rows don't allow.
            work.run("drop index concurrently if exists " + index);
            throw e;
        }
    }

    /** An invalid index is written with each row: better none. */
    private static void clear(IndexWork work, Advice.Action action, String index, String table) {
        try {
            if (action == Advice.Action.CREATE && work.texts(STATE, index).contains("f")) {
                work.run("drop index concurrently if exists " + index);
            }
            if (action == Advice.Action.REBUILD) {
                for (String left : work.texts(LEFTOVERS, table, index)) {
                    work.run("drop index concurrently if exists " + left);
                }
            }
        } catch (Failure.Overloaded _) {
            // The next attempt, or the advice that finds it, clears it.
        }
    }
}
