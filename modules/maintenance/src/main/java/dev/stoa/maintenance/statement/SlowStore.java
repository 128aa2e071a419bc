package dev.stoa.maintenance.statement;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Plan;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Slow runs of all nodes in PostgreSQL, a partition a day. */
final class SlowStore {
    /** Days of partitions that are there ahead. */
    static final int AHEAD = 3;

    private static final Statement WRITE =
            Statement.of(
                    "maintenance.slow-statements.write",
                    Budget.ms(50),
                    """
                    insert into slow_statements
                           (at, statement, route, trace_id, level, duration_ms, row_count, error_type, plan)
                    select cast(s.at as timestamptz), s.statement, s.route, s.trace_id, s.level, s.duration_ms,
                           s.row_count, s.error_type, s.plan
                      from unnest(cast(:ats as text[]), cast(:statements as text[]), cast(:routes as text[]),
                                  cast(:traces as text[]), cast(:levels as text[]), cast(:durations as float8[]),
                                  cast(:rows as bigint[]), cast(:errors as text[]), cast(:plans as text[]))
                           as s (at, statement, route, trace_id, level, duration_ms, row_count, error_type, plan)
                    """);
    private static final Statement ENSURE =
            Statement.of(
                    "maintenance.slow-statements.ensure",
                    Budget.ms(200),
                    "select stoa_slow_statements_ensure(cast(:ahead as int))");
    private static final Statement DROP =
            Statement.of(
                    "maintenance.slow-statements.drop",
                    Budget.ms(500),
                    "select stoa_slow_statements_drop(cast(:before as date))");
    private static final Statement WEEK =
            Statement.of(
                    "maintenance.slow-statements.week",
                    Budget.ms(500),
                    """
                    select s.statement, count(*), sum(s.duration_ms), max(s.duration_ms), max(s.at),
                           count(*) filter (where s.level in ('slow', 'page')),
                           (array_agg(s.route order by s.duration_ms desc))[1],
                           (array_agg(s.plan order by s.duration_ms desc) filter (where s.plan is not null))[1]
                      from slow_statements s
                     where s.at > now() - interval '7 days'
                     group by s.statement
                     order by sum(s.duration_ms) desc
                     limit 20
                    """);

    private final Database database;
    private volatile @Nullable LocalDate ensured;

    SlowStore(Database database) {
        this.database = database;
    }

    /**
     * What a statement did slowly within a week, on all nodes.
     *
     * @param runs slow ones
     * @param totalMillis that they took
     * @param worstMillis the slowest
     * @param last when the last was
     * @param verySlow those of a second and more
     * @param route of the slowest
     * @param plan of the slowest whose plan was taken; null where none was
     */
    record Week(
            String statement,
            long runs,
            double totalMillis,
            double worstMillis,
            Instant last,
            long verySlow,
            String route,
            @Nullable String plan) {}

    /** Writes them all, in one statement; days that are missing are made first, once a day. */
    void write(List<SlowQuery> batch) {
        LocalDate today = LocalDate.ofInstant(batch.getFirst().at(), ZoneOffset.UTC);
        if (!today.equals(ensured)) {
            database.transaction(SlowStore::ensure);
            ensured = today;
        }
        try {
            insert(batch);
        } catch (ConstraintViolation e) {
            if (!e.constraint().isEmpty()) {
                throw e;
            }
            // Of another day, or its table was dropped.
            database.transaction(SlowStore::ensure);
            insert(batch);
        }
    }

    private void insert(List<SlowQuery> batch) {
        database.execute(
                WRITE,
                texts(batch, query -> query.at().toString()),
                texts(batch, SlowQuery::statement),
                texts(batch, SlowQuery::route),
                texts(batch, SlowQuery::traceId),
                texts(batch, SlowQuery::level),
                batch.stream().map(SlowQuery::millis).toArray(Double[]::new),
                batch.stream().map(SlowQuery::rows).toArray(Long[]::new),
                texts(batch, SlowQuery::errorType),
                texts(batch, query -> query.plan().map(Plan::text).orElse(null)));
    }

    private static @Nullable String[] texts(
            List<SlowQuery> batch, Function<SlowQuery, @Nullable String> of) {
        return batch.stream().map(of).toArray(String[]::new);
    }

    /** Makes the days ahead that are missing; how many these were. */
    static long ensure(Transaction in) {
        return in.list(ENSURE, row -> row.number(0), AHEAD).getFirst();
    }

    /** Drops the days before {@code first}; how many these were. */
    static long drop(Transaction in, LocalDate first) {
        return in.list(DROP, row -> row.number(0), first.toString()).getFirst();
    }

    /** The twenty that took the most time within a week; one statement. */
    List<Week> week() {
        return database.list(
                WEEK,
                row ->
                        new Week(
                                row.text(0),
                                row.number(1),
                                row.real(2),
                                row.real(3),
                                row.instant(4),
                                row.number(5),
                                row.text(6),
                                row.textOrNull(7)));
    }
}
