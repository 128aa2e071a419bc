package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs statements on DbClient, timed, counted and with their errors translated. */
final class Executions {
    private final StatementProbe probe;

    Executions(StatementProbe probe) {
        this.probe = probe;
    }

    <T> List<T> list(
            DbExecute execute,
            Statement statement,
            RowMapper<T> mapper,
            @Nullable Object[] arguments) {
        return timed(
                statement,
                arguments,
                () -> {
                    var query =
                            bound(
                                    execute.createNamedQuery(statement.name(), statement.sql()),
                                    statement,
                                    arguments);
                    try (Stream<DbRow> rows = query.execute()) {
                        List<T> mapped = new ArrayList<>();
                        for (Iterator<DbRow> each = rows.iterator(); each.hasNext(); ) {
                            mapped.add(mapper.map(new Row(each.next())));
                        }
                        return mapped;
                    }
                },
                List::size);
    }

    long command(DbExecute execute, Statement statement, @Nullable Object[] arguments) {
        return timed(
                statement,
                arguments,
                () ->
                        bound(
                                        execute.createNamedDmlStatement(
                                                statement.name(), statement.sql()),
                                        statement,
                                        arguments)
                                .execute(),
                count -> count);
    }

    <T> T timed(
            Statement statement,
            @Nullable Object[] arguments,
            Supplier<T> call,
            ToLongFunction<T> rows) {
        StatementProbe.Running running = probe.begin(statement, arguments);
        Lease.begins(statement.name());
        long started = System.nanoTime();
        long count = 0;
        String error = null;
        try {
            T result = call.get();
            count = rows.applyAsLong(result);
            return result;
        } catch (RuntimeException e) {
            error = errorType(e);
            SQLException sql = SqlFailures.root(e);
            if (sql != null && SqlFailures.isTransient(sql)) {
                throw new LostRace(sql);
            }
            throw timeIsOver(SqlFailures.of(statement, e));
        } finally {
            long nanos = System.nanoTime() - started;
            Lease.ends();
            Work.current().ranStatement(statement.name(), nanos);
            running.end(nanos, count, error);
        }
    }

    /**
     * A connection that was cut because the work's time was over is no sign that the database is
     * away.
     */
    private static RuntimeException timeIsOver(RuntimeException failure) {
        return failure instanceof Failure.Unavailable && Work.current().remainingNanos() == 0
                ? new Failure.DeadlineExceeded(
                        "The database did not answer within the time of the request.")
                : failure;
    }

    private static String errorType(RuntimeException e) {
        SQLException sql = SqlFailures.root(e);
        if (sql != null) {
            return sql.getSQLState() == null ? "unknown" : sql.getSQLState();
        }
        return e instanceof Failure failure ? failure.type().slug() : "internal";
    }

    private static <S extends DbStatement<S>> S bound(
            S query, Statement statement, @Nullable Object[] arguments) {
        S bound = query;
        for (@Nullable Object argument : statement.arrange(arguments)) {
            bound =
                    bound.addParam(
                            argument instanceof Instant at
                                    ? at.atOffset(ZoneOffset.UTC)
                                    : argument);
        }
        return bound;
    }
}
