package dev.stoa.maintenance.activity;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections and locks out of PostgreSQL's views, of this database only. */
final class ActivityStore {
    private static final Statement BACKENDS =
            Statement.of(
                    "maintenance.activity.list",
                    Budget.ms(50),
                    """
                    select a.pid, coalesce(a.application_name, ''), coalesce(a.state, 'disabled'),
                           substring(a.query from '/\\* ([a-z]+(\\.[a-z0-9-]+){1,3}) \\*/'),
                           lower(substring(a.query from '^\\s*(\\w+)')),
                           a.wait_event_type || ':' || a.wait_event,
                           a.backend_start, a.xact_start, a.query_start,
                           array_to_string(pg_blocking_pids(a.pid), ',')
                      from pg_stat_activity a
                     where a.datname = current_database() and a.backend_type = 'client backend'
                       and a.pid <> pg_backend_pid()
                     order by a.xact_start nulls last, a.query_start desc nulls last, a.pid
                     limit 500
                    """);
    private static final Statement CONNECTIONS =
            Statement.of(
                    "maintenance.activity.connections",
                    Budget.ms(50),
                    """
                    select coalesce(a.state, 'disabled'), count(*),
                           count(*) filter (where a.wait_event_type = 'Lock'),
                           cast(coalesce(max(extract(epoch from clock_timestamp() - a.xact_start)), 0) as bigint)
                      from pg_stat_activity a
                     where a.datname = current_database() and a.backend_type = 'client backend'
                       and a.pid <> pg_backend_pid()
                     group by 1
                    """);
    private static final Statement WAITS =
            Statement.of(
                    "maintenance.activity.locks",
                    Budget.ms(50),
                    """
                    select w.pid, l.locktype, cast(cast(l.relation as regclass) as text), l.mode, l.waitstart,
                           substring(w.query from '/\\* ([a-z]+(\\.[a-z0-9-]+){1,3}) \\*/'),
                           array_to_string(b.pids, ','),
                           (select string_agg(coalesce(substring(o.query from '/\\* ([a-z]+(\\.[a-z0-9-]+){1,3}) \\*/'), ''), ','
                                              order by array_position(b.pids, o.pid))
                              from pg_stat_activity o where o.pid = any(b.pids))
                      from pg_stat_activity w
                      join pg_locks l on l.pid = w.pid and not l.granted
                     cross join lateral (select pg_blocking_pids(w.pid) as pids) b
                     where w.datname = current_database()
                     order by l.waitstart nulls last, w.pid
                     limit 500
                    """);
    private static final Statement FIND =
            Statement.of(
                    "maintenance.activity.find",
                    Budget.ms(20),
                    """
                    select a.pid = pg_backend_pid()
                      from pg_stat_activity a
                     where a.pid = :pid and a.datname = current_database() and a.backend_type = 'client backend'
                    """);
    private static final Statement CANCEL =
            Statement.of(
                    "maintenance.activity.cancel",
                    Budget.ms(20),
                    """
                    select pg_cancel_backend(a.pid)
                      from pg_stat_activity a
                     where a.pid = :pid and a.datname = current_database() and a.backend_type = 'client backend'
                       and a.pid <> pg_backend_pid()
                    """);
    private static final Statement TERMINATE =
            Statement.of(
                    "maintenance.activity.terminate",
                    Budget.ms(20),
                    """
                    select pg_terminate_backend(a.pid)
                      from pg_stat_activity a
                     where a.pid = :pid and a.datname = current_database() and a.backend_type = 'client backend'
                       and a.pid <> pg_backend_pid()
                    """);

    private final Database database;

    ActivityStore(Database database) {
        this.database = database;
    }

    /** Whose connection a pid is. */
    enum Owner {
        /** The one that asks. */
        OURSELVES,
        OTHERS
    }

    /** Connections but the one that asks, the oldest transaction first; one statement. */
    List<Backend> backends() {
        return database.list(BACKENDS, ActivityStore::backend);
    }

    /**
     * Connections in one state.
     *
     * @param waiting those of them that wait for a lock
     * @param oldestSeconds age of their oldest transaction
     */
    record Connections(String state, long all, long waiting, long oldestSeconds) {}

    /** Connections but the one that asks, counted by state; one statement. */
    List<Connections> connections() {
        return database.list(
                CONNECTIONS,
                row -> new Connections(row.text(0), row.number(1), row.number(2), row.number(3)));
    }

    /** Who waits for a lock, the longest first; one statement. */
    List<LockWait> waits() {
        return database.list(WAITS, ActivityStore::wait);
    }

    /** Whose it is; empty where no connection to this database has the pid. */
    Optional<Owner> owner(int pid) {
        return database.find(FIND, row -> row.flag(0) ? Owner.OURSELVES : Owner.OTHERS, pid);
    }

    /** Has the server end what {@code pid} does; false where it is gone. */
    boolean cancel(int pid) {
        return database.find(CANCEL, row -> row.flag(0), pid).orElse(false);
    }

    /** Has the server end the connection; false where it is gone. */
    boolean terminate(int pid) {
        return database.find(TERMINATE, row -> row.flag(0), pid).orElse(false);
    }

    private static Backend backend(Row row) {
        return new Backend(
                row.number(0),
                row.text(1),
                row.text(2),
                row.textOrNull(3),
                row.textOrNull(4),
                row.textOrNull(5),
                row.instant(6),
                row.instantOrNull(7),
                row.instantOrNull(8),
                pids(row.text(9)));
    }

    private static LockWait wait(Row row) {
        String blockers = row.textOrNull(7);
        return new LockWait(
                row.number(0),
                row.text(1),
                row.textOrNull(2),
                row.text(3),
                row.instantOrNull(4),
                row.textOrNull(5),
                pids(row.text(6)),
                blockers == null ? List.of() : names(blockers));
    }

    private static List<Long> pids(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
    }

    private static List<@Nullable String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .<@Nullable String>map(name -> name.isEmpty() ? null : name)
                .toList();
    }
}
