package dev.stoa.platform.jobs;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs and their runs in PostgreSQL; their due times are moved by db-scheduler alone. */
final class JobStore {
    private static final String RUN =
            "r.id, r.job, r.node, r.trigger, r.status, r.started_at, r.ended_at, cast(r.details as text), r.error";

    /** A changed schedule begins at once; a job that is under way gets its next time at its end. */
    static final Statement DECLARE =
            Statement.of(
                    "platform.jobs.declare",
                    Budget.ms(10),
                    """
                    insert into scheduled_tasks as s
                           (task_name, task_instance, execution_time, picked, version, schedule, declared, purpose)
                    values (:job, 'recurring', :first, false, 1, :schedule, :schedule, :purpose)
                    on conflict (task_name, task_instance) do update
                       set declared = excluded.declared,
                           purpose = excluded.purpose,
                           schedule = coalesce(s.override, excluded.schedule),
                           execution_time = case when s.picked or not s.is_enabled or s.override is not null
                                                 then s.execution_time
                                            else least(s.execution_time, excluded.execution_time) end
                     where s.declared <> excluded.declared or s.purpose <> excluded.purpose
                    """);

    /**
     * What somebody set, if they knew the version; a job under way gets its next time at its end.
     */
    static final Statement SET =
            Statement.of(
                    "platform.jobs.set",
                    Budget.ms(10),
                    """
                    update scheduled_tasks s
                       set override = cast(:override as text),
                           schedule = coalesce(cast(:override as text), s.declared),
                           is_enabled = :enabled,
                           execution_time = case when s.picked then s.execution_time
                                            else cast(:next as timestamptz) end,
                           settings_version = s.settings_version + 1
                     where s.task_name = :job and s.task_instance = 'recurring' and s.settings_version = :version
                    """);

    static final Statement SETTINGS =
            Statement.of(
                    "platform.jobs.settings",
                    Budget.ms(5),
                    """
                    select s.override, s.is_enabled
                      from scheduled_tasks s
                     where s.task_name = :job and s.task_instance = 'recurring'
                    """);

    /** What an earlier holder left open is lost: no two hold a job. */
    static final Statement BEGIN =
            Statement.of(
                    "platform.jobs.begin",
                    Budget.ms(20),
                    """
                    with picked as (
                        update scheduled_tasks s
                           set requested_at = null
                         where s.task_name = :job and s.task_instance = 'recurring'
                           and s.picked and s.picked_by = :node and s.version = :version
                        returning old.requested_at as requested_at),
                    lost as (
                        update job_runs r
                           set status = 'lost', ended_at = now()
                          from picked
                         where r.job = :job and r.status = 'running')
                    insert into job_runs (job, node, trigger)
                    select cast(:job as text), cast(:node as text),
                           case when p.requested_at is null then 'schedule' else 'manual' end
                      from picked p
                    returning id
                    """);

    static final Statement END =
            Statement.of(
                    "platform.jobs.end",
                    Budget.ms(10),
                    """
                    update job_runs
                       set status = :status, ended_at = now(), details = cast(:details as jsonb), error = :error
                     where id = :id
                    """);

    static final Statement REQUEST =
            Statement.of(
                    "platform.jobs.request",
                    Budget.ms(10),
                    """
                    update scheduled_tasks
                       set requested_at = now(), execution_time = now()
                     where task_name = :job and task_instance = 'recurring' and not picked
                    """);

    static final Statement LIST =
            Statement.of(
                    "platform.jobs.list",
                    Budget.ms(20),
                    """
                    select s.task_name, s.schedule, s.declared, s.purpose, s.is_enabled, s.settings_version,
                           s.execution_time, s.picked, s.last_success, %s
                      from scheduled_tasks s
                      left join lateral (select j.id, j.job, j.node, j.trigger, j.status, j.started_at, j.ended_at,
                                                j.details, j.error
                                           from job_runs j
                                          where j.job = s.task_name
                                          order by j.started_at desc, j.id desc limit 1) r on true
                     where s.task_instance = 'recurring'
                     order by s.task_name
                    """
                            .formatted(RUN));

    static final Statement RUNS =
            Statement.of(
                    "platform.job-runs.list",
                    Budget.ms(10),
                    """
                    select %s
                      from job_runs r
                     where r.job = :job and (r.started_at, r.id) < (cast(:at as timestamptz), :id)
                     order by r.started_at desc, r.id desc limit 101
                    """
                            .formatted(RUN));

    static final Statement SUCCESSES =
            Statement.of(
                    "platform.jobs.successes",
                    Budget.ms(5),
                    """
                    select task_name, last_success, override, is_enabled from scheduled_tasks
                     where task_instance = 'recurring'
                    """);

    static final Statement CLOCK =
            Statement.of("platform.jobs.clock", Budget.ms(5), "select clock_timestamp()");

    static final Statement TRIM =
            Statement.of(
                    "platform.job-runs.trim",
                    Budget.seconds(1),
                    """
                    delete from job_runs r
                     using (select j.id, j.started_at,
                                   row_number() over (partition by j.job order by j.started_at desc, j.id desc) as place
                              from job_runs j) n
                     where n.id = r.id and r.status <> 'running'
                       and (n.place > 1000 or n.started_at < now() - interval '30 days')
                    """);

    private final Database database;

    JobStore(Database database) {
        this.database = database;
    }

    void declare(Job job, Instant first) {
        database.execute(DECLARE, job.name(), first, job.schedule().toString(), job.purpose());
    }

    /** Opens a run; empty when the job isn't the holder's any more. */
    Optional<Long> begin(Fence fence) {
        return database.find(
                BEGIN, row -> row.number(0), fence.job(), fence.node(), fence.version());
    }

    void end(long id, JobStatus status, String details, @Nullable String error) {
        database.execute(END, status.word(), details, error, id);
    }

    /** Makes a job due now; whether it is there and nobody is at it. */
    boolean request(String job) {
        return database.execute(REQUEST, job) > 0;
    }

    List<JobState> list() {
        return database.list(LIST, JobStore::state);
    }

    /** Runs that began before a place in the history, the newest first, at most 101. */
    List<JobRecord> runs(String job, Object startedAt, long id) {
        return database.list(RUNS, row -> record(row, 0), job, startedAt, id);
    }

    /** The end of each job's last success, and what somebody set of it. */
    List<Success> successes() {
        return database.list(
                SUCCESSES, row -> new Success(row.text(0), row.instantOrNull(1), settings(row, 2)));
    }

    /**
     * How a job went and goes on.
     *
     * @param at end of its last success, null for none
     */
    record Success(String job, @Nullable Instant at, JobSettings settings) {}

    /** What somebody set of a job. */
    JobSettings settings(String job) {
        return database.find(SETTINGS, row -> settings(row, 0), job).orElse(JobSettings.NONE);
    }

    private static JobSettings settings(Row row, int at) {
        return new JobSettings(row.textOrNull(at), row.flag(at + 1));
    }

    /** Sets that; whether {@code version} is still its version. */
    boolean set(String job, JobSettings settings, Instant next, int version) {
        return database.execute(SET, settings.override(), settings.isEnabled(), next, job, version)
                > 0;
    }

    /** The database's clock. */
    Instant clock() {
        return database.find(CLOCK, row -> row.instant(0)).orElseThrow();
    }

    /** Keeps of each job's history a thousand runs, and thirty days; the number deleted. */
    static long trim(Transaction transaction) {
        return transaction.execute(TRIM);
    }

    private static JobState state(Row row) {
        boolean isEnabled = row.flag(4);
        boolean isRunning = row.flag(7);
        return new JobState(
                row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                isEnabled,
                row.integer(5),
                isEnabled || isRunning ? row.instant(6) : null,
                isRunning,
                row.instantOrNull(8),
                row.isNull(9) ? null : record(row, 9));
    }

    private static JobRecord record(Row row, int at) {
        return new JobRecord(
                row.number(at),
                row.text(at + 1),
                row.text(at + 2),
                row.text(at + 3),
                JobStatus.of(row.text(at + 4)),
                row.instant(at + 5),
                row.instantOrNull(at + 6),
                row.text(at + 7),
                row.textOrNull(at + 8));
    }
}
