package dev.stoa.platform.sql;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session on a lease's connection. */
record LeasedSession(DbExecute execute, Executions executions) implements Session {
    @Override
    public <T> List<T> list(
            Statement statement, RowMapper<T> mapper, @Nullable Object... arguments) {
        return executions.list(execute, statement, mapper, arguments);
    }

    @Override
    public long execute(Statement statement, @Nullable Object... arguments) {
        return executions.command(execute, statement, arguments);
    }
}
