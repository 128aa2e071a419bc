package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What a database error means, decided once by its SQLState. */
final class SqlFailures {
    private SqlFailures() {}

    /** Why a connection could not be had. */
    static Failure connecting(SQLException e) {
        if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
            return new Failure.Overloaded("No database connection was free in time.");
        }
        return new Failure.Unavailable("The database can't be reached.", e);
    }

    /** The SQL error at the root of {@code thrown}, where there is one. */
    static @Nullable SQLException root(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Whether doing the same again may succeed: a serialisation failure or a deadlock. */
    static boolean isTransient(SQLException e) {
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    /** The exception that {@code thrown} is to callers. */
    static RuntimeException of(Statement statement, RuntimeException thrown) {
        SQLException e = root(thrown);
        if (e == null || thrown instanceof Failure) {
            return thrown;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("57014")) {
            return new Failure.DeadlineExceeded(
                    "The database did not answer within the time of the request.");
        }
        if (state.startsWith("23")) {
            return new ConstraintViolation(constraint(e), e);
        }
        if (state.equals("25006")) {
            return new Failure.ReadOnly("The database takes no writes now.");
        }
        if (state.equals("53100")) {
            return new Failure.ReadOnly("The database has no room for more.");
        }
        if (isAway(state)) {
            return new Failure.Unavailable("The database can't do this now.", e);
        }
        if (isTransient(e) || state.equals("55P03")) {
            return new Failure.Overloaded("Others are changing the same data; try again.");
        }
        return new StatementFailed(statement.name(), state, e);
    }

    private static boolean isAway(String state) {
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58");
    }

    private static String constraint(SQLException e) {
        if (e instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
            String name = psql.getServerErrorMessage().getConstraint();
            return name == null ? "" : name;
        }
        return "";
    }
}
