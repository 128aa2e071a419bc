package dev.stoa.maintenance.index;

import dev.stoa.platform.Failure;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.IndexWork;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.StatementFailed;
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

    /**
     * @param database whose statements may take long
     */
    IndexBuilder(Database database) {
        this.database = database;
    }

    /**
     * Does it.
     *
     * @throws Failure or {@link StatementFailed} where it could not be done, with nothing half done
     *     left behind
     */
    void run(Advice.Action action, String index, String table, String ddl) {
        IndexWork.alone(
                database,
                work -> {
                    for (int attempt = 1; !isDone(work, action, index, ddl); attempt++) {
                        if (attempt == ATTEMPTS) {
                            clear(work, action, index, table);
                            throw new Failure.Overloaded(
                                    "Transactions that were there before did not end in time.");
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
