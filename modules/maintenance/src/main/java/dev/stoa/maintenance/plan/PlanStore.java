package dev.stoa.maintenance.plan;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Plans in PostgreSQL. */
public final class PlanStore {
    private static final Statement SAMPLED =
            Statement.of(
                    "maintenance.plans.sampled",
                    Budget.ms(200),
                    """
                    insert into statement_plans as known
                           (statement, text_hash, shape_hash, shape, plan, cost, calls, total_ms)
                    select s.statement, s.text_hash, s.shape_hash, s.shape, s.plan, s.cost, s.calls, s.total_ms
                      from unnest(cast(:statements as text[]), cast(:texts as text[]), cast(:hashes as text[]),
                                  cast(:shapes as text[]), cast(:plans as text[]), cast(:costs as float8[]),
                                  cast(:calls as bigint[]), cast(:totals as float8[]))
                           as s (statement, text_hash, shape_hash, shape, plan, cost, calls, total_ms)
                     order by s.statement, s.text_hash
                    on conflict (statement, text_hash, shape_hash) do update
                       set last_seen_at = now(),
                           plan = excluded.plan,
                           cost = excluded.cost,
                           current_since = case when known.last_seen_at = (
                               select max(o.last_seen_at) from statement_plans o
                                where o.statement = known.statement and o.text_hash = known.text_hash)
                               then known.current_since else now() end,
                           adoptions = case when known.last_seen_at = (
                               select max(o.last_seen_at) from statement_plans o
                                where o.statement = known.statement and o.text_hash = known.text_hash)
                               then known.adoptions else known.adoptions + 1 end,
                           calls = case when known.last_seen_at = (
                               select max(o.last_seen_at) from statement_plans o
                                where o.statement = known.statement and o.text_hash = known.text_hash)
                               then known.calls + excluded.calls else excluded.calls end,
                           total_ms = case when known.last_seen_at = (
                               select max(o.last_seen_at) from statement_plans o
                                where o.statement = known.statement and o.text_hash = known.text_hash)
                               then known.total_ms + excluded.total_ms else excluded.total_ms end
                    """);
    private static final Statement TRIMMED =
            Statement.of(
                    "maintenance.plans.trimmed",
                    Budget.ms(50),
                    "delete from statement_plans where last_seen_at < now() - interval '90 days'");
    private static final Statement CHANGES =
            Statement.of(
                    "maintenance.plans.changes",
                    Budget.ms(50),
                    """
                    with placed as (
                        select p.*, row_number() over (
                                   partition by p.statement, p.text_hash
                                       order by p.last_seen_at desc, p.current_since desc) as place
                          from statement_plans p
                         where p.last_seen_at > now() - interval '30 days')
                    select c.statement,
                           b.shape_hash, b.shape, b.plan, b.cost, b.current_since, b.last_seen_at, b.calls, b.total_ms,
                           c.shape_hash, c.shape, c.plan, c.cost, c.current_since, c.last_seen_at, c.calls, c.total_ms
                      from placed c
                      join placed b on b.statement = c.statement and b.text_hash = c.text_hash and b.place = 2
                     where c.place = 1 and c.last_seen_at > now() - interval '7 days'
                     order by c.current_since desc, c.statement
                    """);
    private static final Statement HISTORY =
            Statement.of(
                    "maintenance.plans.history",
                    Budget.ms(20),
                    """
                    select p.shape_hash, p.shape, p.plan, p.cost, p.current_since, p.last_seen_at, p.calls, p.total_ms
                      from statement_plans p
                     where p.statement = :statement
                     order by p.last_seen_at desc, p.current_since desc
                     limit 20
                    """);
    private static final Statement LATEST =
            Statement.of(
                    "maintenance.plans.latest",
                    Budget.ms(50),
                    """
                    select distinct on (p.statement) p.statement,
                           p.shape_hash, p.shape, p.plan, p.cost, p.current_since, p.last_seen_at, p.calls, p.total_ms,
                           sum(p.adoptions) over (partition by p.statement, p.text_hash) - 1
                      from statement_plans p
                     order by p.statement, p.last_seen_at desc, p.current_since desc
                    """);
    private static final Statement SIZES =
            Statement.of(
                    "maintenance.plans.table-rows",
                    Budget.ms(20),
                    """
                    select c.relname, c.reltuples from pg_class c
                     where c.relkind in ('r', 'p') and c.relnamespace = to_regnamespace(current_schema())
                    """);

    private final Database database;

    public PlanStore(Database database) {
        this.database = database;
    }

    /**
     * The current plan of a statement, and how often it changed.
     *
     * @param changes since its text is as it is
     */
    public record Latest(KnownPlan plan, long changes) {}

    static void keep(Transaction in, List<PlanSample> samples) {
        in.execute(
                SAMPLED,
                texts(samples, sample -> sample.statement().name()),
                texts(samples, PlanSample::textHash),
                texts(samples, sample -> sample.plan().hash()),
                texts(samples, sample -> sample.plan().shape()),
                texts(samples, sample -> sample.plan().text()),
                samples.stream().map(sample -> sample.plan().cost()).toArray(Double[]::new),
                samples.stream().map(PlanSample::calls).toArray(Long[]::new),
                samples.stream().map(PlanSample::totalMillis).toArray(Double[]::new));
        in.execute(TRIMMED);
    }

    private static String[] texts(List<PlanSample> samples, Function<PlanSample, String> of) {
        return samples.stream().map(of).toArray(String[]::new);
    }

    /** Statements whose plan took another shape within 30 days; one statement. */
    List<PlanChange> changes() {
        return database.list(
                CHANGES, row -> new PlanChange(row.text(0), plan(row, 1), plan(row, 9)));
    }

    /** The plans of one statement, the latest first; one statement. */
    public List<KnownPlan> history(String statement) {
        return database.list(HISTORY, row -> plan(row, 0), statement);
    }

    /** The current plan of every statement by name; one statement. */
    public Map<String, Latest> latest() {
        Map<String, Latest> found = new HashMap<>();
        database.list(
                LATEST, row -> found.put(row.text(0), new Latest(plan(row, 1), row.number(9))));
        return found;
    }

    /** About how many rows each table has; one statement. */
    Map<String, Double> rows() {
        Map<String, Double> rows = new HashMap<>();
        database.list(SIZES, row -> rows.put(row.text(0), row.real(1)));
        return rows;
    }

    private static KnownPlan plan(Row row, int at) {
        long calls = row.number(at + 6);
        return new KnownPlan(
                row.text(at),
                row.text(at + 1),
                row.text(at + 2),
                row.real(at + 3),
                row.instant(at + 4),
                row.instant(at + 5),
                calls,
                calls == 0 ? 0 : row.real(at + 7) / calls);
    }
}
