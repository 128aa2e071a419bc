package dev.stoa.maintenance.table;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Has the statistics of large tables taken anew once a week, as a part of maintenance: the server
 * does it by itself only after a tenth of a table has changed.
 */
public final class TableCare implements Feature {
    static final Statement LARGE =
            Statement.of(
                    "maintenance.tables.large",
                    Budget.ms(50),
                    """
                    select c.relname
                      from pg_class c
                      join pg_stat_all_tables s on s.relid = c.oid
                     where c.relnamespace = to_regnamespace(current_schema())
                       and c.relkind = 'r'
                       and greatest(c.reltuples, s.n_live_tup) >= 10000
                       and (s.n_mod_since_analyze > 0 or coalesce(s.last_analyze, s.last_autoanalyze) is null)
                     order by c.relname
                    """);

    static final Statement PICK =
            Statement.of(
                    "maintenance.tables.pick",
                    Budget.ms(5),
                    "select set_config('stoa.table', :table, true)");

    static final Statement ANALYZE =
            Statement.of(
                    "maintenance.tables.analyze",
                    Budget.seconds(60),
                    "do $$ begin execute format('analyze %I', current_setting('stoa.table')); end $$");

    private static final System.Logger LOG = System.getLogger(TableCare.class.getName());

    private final Platform platform;

    public TableCare(Platform platform) {
        this.platform = platform;
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public List<Job> jobs() {
        return List.of(
                new Job(
                        "maintenance.tables.analyze",
                        Schedule.cron("0 30 3 * * SUN"),
                        Duration.ofMinutes(30),
                        this::analyze));
    }

    private void analyze(JobRun run) {
        for (String table : platform.upkeep().list(LARGE, row -> row.text(0))) {
            try {
                run.transaction(
                        transaction -> {
                            transaction.list(PICK, row -> row.text(0), table);
                            return transaction.execute(ANALYZE);
                        });
                run.count("analyzed", 1);
            } catch (Failure.Overloaded busy) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0} was not analyzed: {1}",
                        table,
                        busy.detail());
                run.count("busy", 1);
            }
        }
    }
}
