package dev.stoa.maintenance.optimization;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Optimisations and their steps in PostgreSQL. */
final class OptimizationStore {
    private static final String ONE = "optimization_runs_one";

    static final Statement ADD =
            Statement.of(
                    "maintenance.optimizations.add",
                    Budget.ms(20),
                    """
                    insert into optimization_runs (actions, tables, status)
                    values (:actions, :tables, :status)
                    returning id
                    """);
    static final Statement ADD_STEPS =
            Statement.of(
                    "maintenance.optimizations.add-steps",
                    Budget.ms(50),
                    """
                    insert into optimization_steps (run_id, position, action, subject, statement, status, error)
                    select :run, s.position, s.action, s.subject, s.statement, s.status, nullif(s.error, '')
                      from unnest(cast(:actions as text[]), cast(:subjects as text[]), cast(:statements as text[]),
                                  cast(:statuses as text[]), cast(:errors as text[]))
                           with ordinality as s (action, subject, statement, status, error, position)
                    """);
    static final Statement FIND =
            Statement.of(
                    "maintenance.optimizations.find",
                    Budget.ms(10),
                    """
                    select r.id, array_to_json(r.actions), array_to_json(r.tables), r.status, r.requested_at,
                           r.started_at, r.ended_at
                      from optimization_runs r where r.id = :id
                    """);
    static final Statement STEPS =
            Statement.of(
                    "maintenance.optimizations.steps",
                    Budget.ms(20),
                    """
                    select s.position, s.action, s.subject, s.statement, s.status, s.attempts, s.started_at, s.ended_at,
                           s.error
                      from optimization_steps s where s.run_id = :run order by s.position
                    """);
    static final Statement OPEN =
            Statement.of(
                    "maintenance.optimizations.open",
                    Budget.ms(10),
                    "select r.id from optimization_runs r where r.status in ('pending', 'running')");
    static final Statement BEGIN =
            Statement.of(
                    "maintenance.optimizations.begin",
                    Budget.ms(10),
                    """
                    update optimization_runs set status = 'running', started_at = coalesce(started_at, now())
                     where id = :id
                    """);
    static final Statement END =
            Statement.of(
                    "maintenance.optimizations.end",
                    Budget.ms(20),
                    """
                    update optimization_runs r
                       set ended_at = now(),
                           status = case when exists (select 1 from optimization_steps s
                                                       where s.run_id = r.id and s.status = 'failed')
                                         then 'failed' else 'succeeded' end
                     where r.id = :id
                    """);
    static final Statement BEGIN_STEP =
            Statement.of(
                    "maintenance.optimizations.begin-step",
                    Budget.ms(10),
                    """
                    update optimization_steps
                       set status = 'running', attempts = attempts + 1, started_at = now()
                     where run_id = :run and position = :position
                    """);
    static final Statement END_STEP =
            Statement.of(
                    "maintenance.optimizations.end-step",
                    Budget.ms(10),
                    """
                    update optimization_steps set status = :status, ended_at = now(), error = :error
                     where run_id = :run and position = :position
                    """);
    static final Statement TRIM =
            Statement.of(
                    "maintenance.optimizations.trim",
                    Budget.ms(100),
                    """
                    delete from optimization_runs
                     where requested_at < now() - interval '90 days' and status not in ('pending', 'running')
                    """);

    private final Database database;

    OptimizationStore(Database database) {
        this.database = database;
    }

    /**
     * Writes down what is asked for.
     *
     * @param status {@code planned} or {@code pending}
     * @return its number; empty where one is at work already
     */
    Optional<Long> add(List<String> actions, List<String> tables, String status, List<Step> steps) {
        try {
            return Optional.of(
                    database.transaction(
                            in -> {
                                long run =
                                        in.find(
                                                        ADD,
                                                        row -> row.number(0),
                                                        array(actions, word -> word),
                                                        array(tables, name -> name),
                                                        status)
                                                .orElseThrow();
                                addSteps(in, run, status, steps);
                                return run;
                            }));
        } catch (ConstraintViolation e) {
            if (e.constraint().equals(ONE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void addSteps(Transaction in, long run, String status, List<Step> steps) {
        in.execute(
                ADD_STEPS,
                run,
                array(steps, step -> step.action().word()),
                array(steps, Step::subject),
                array(steps, Step::statement),
                array(steps, step -> step.status().equals("planned") ? status : step.status()),
                array(steps, step -> step.error() == null ? "" : step.error()));
    }

    private static <T> Object array(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    /** One of them with its steps; two statements. */
    Optional<Optimization> find(long id) {
        Optional<Optimization> found = database.find(FIND, OptimizationStore::run, id);
        return found.map(run -> run.with(steps(id)));
    }

    private static Optimization run(Row row) {
        return new Optimization(
                row.number(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.instant(4),
                row.instantOrNull(5),
                row.instantOrNull(6),
                List.of());
    }

    List<Step> steps(long run) {
        return database.list(STEPS, OptimizationStore::step, run);
    }

    /** The one that is to be done. */
    Optional<Long> open() {
        return database.find(OPEN, row -> row.number(0));
    }

    static void endStep(
            Transaction in, long run, Step step, String status, @Nullable String error) {
        in.execute(END_STEP, status, error, run, step.position());
    }

    private static Step step(Row row) {
        return new Step(
                row.integer(0),
                Action.of(row.text(1)),
                row.text(2),
                row.text(3),
                row.text(4),
                row.integer(5),
                row.instantOrNull(6),
                row.instantOrNull(7),
                row.textOrNull(8));
    }
}
