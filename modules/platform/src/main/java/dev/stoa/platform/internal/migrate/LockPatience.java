package dev.stoa.platform.internal.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;

/**
 * How long a change set waits for its locks. Behind one that waits for a table, everybody else
 * waits for that table, too: it gives up before the others' patience ends, and comes again. What
 * runs outside of a transaction is done concurrently and keeps nobody waiting, so it may wait.
 */
final class LockPatience extends AbstractChangeExecListener {
    private static final String SHORT = "300ms";
    private static final int ATTEMPTS = 120;
    private static final long PAUSE_MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger(LockPatience.class.getName());

    private final Connection connection;

    LockPatience(Connection connection) {
        this.connection = connection;
    }

    /** What is done in a transaction of change sets. */
    interface Attempt {
        void run() throws Exception;
    }

    /** Tries again while others hold what is needed, for about two minutes. */
    static void retried(Attempt attempt) throws Exception {
        for (int i = 1; ; i++) {
            try {
                attempt.run();
                return;
            } catch (Exception e) {
                if (i == ATTEMPTS || !isLockTimeout(e)) {
                    throw e;
                }
                if (i == 1) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "Others hold a table that a change set needs; trying again");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean isLockTimeout(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void willRun(
            ChangeSet changeSet,
            DatabaseChangeLog changeLog,
            Database database,
            ChangeSet.RunStatus status) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    changeSet.isRunInTransaction()
                            ? "set lock_timeout = '" + SHORT + "'"
                            : "set lock_timeout = 0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
