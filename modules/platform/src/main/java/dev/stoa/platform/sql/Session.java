package dev.stoa.platform.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, each committed by itself; only {@link Database#session} has one.
 */
public interface Session {
    /** The first column of a query, as text; rows where it is null are left out. */
    List<String> texts(Statement statement, @Nullable Object... arguments);

    /** Runs a command without parameters. */
    void execute(Statement statement);
}
