package dev.stoa.platform.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, each committed by itself; only {@link Database#session} has one.
 */
public interface Session {
    <T> List<T> list(Statement statement, RowMapper<T> mapper, @Nullable Object... arguments);

    /** Runs a command and returns the number of rows it touched. */
    long execute(Statement statement, @Nullable Object... arguments);
}
