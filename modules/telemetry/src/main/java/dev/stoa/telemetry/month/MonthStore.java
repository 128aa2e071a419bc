package dev.stoa.telemetry.month;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Partitions in PostgreSQL, and which of them are to go. */
final class MonthStore {
    /** Those that take events. */
    static final Statement ATTACHED =
            Statement.of(
                    "telemetry.months.attached",
                    Budget.ms(20),
                    """
                    select c.relname
                      from pg_inherits i join pg_class c on c.oid = i.inhrelid
                     where i.inhparent = cast('telemetry_events' as regclass) and not i.inhdetachpending
                     order by c.relname
                    """);

    /** Detached ones too, as nobody but us makes tables of such names. */
    static final Statement ALL =
            Statement.of(
                    "telemetry.months.all",
                    Budget.ms(200),
                    """
                    select c.relname,
                           case when i.inhrelid is null then 'detached'
                                when i.inhdetachpending then 'detaching' else 'attached' end,
                           cast(greatest(c.reltuples, 0) as bigint), pg_total_relation_size(c.oid),
                           r.requested_at
                      from pg_class c
                      left join pg_inherits i on i.inhrelid = c.oid
                      left join telemetry_retirements r on r.name = c.relname
                     where c.relnamespace = to_regnamespace(current_schema()) and c.relkind = 'r'
                       and c.relname ~ '^telemetry_events_[0-9]{4}_[0-9]{2}$'
                     order by c.relname
                    """);

    static final Statement WHOLE =
            Statement.of(
                    "telemetry.months.whole",
                    Budget.ms(10),
                    """
                    select exists (select 1 from pg_inherits i
                                    where i.inhparent = cast('telemetry_events' as regclass)
                                      and i.inhrelid = to_regclass(:name) and not i.inhdetachpending)
                       and not exists (select 1 from telemetry_retirements r where r.name = :name)
                    """);

    static final Statement ADD =
            Statement.of(
                    "telemetry.months.add",
                    Budget.ms(200),
                    "select telemetry_add_month(cast(:month as date))");

    /** Whoever counts is not at work: what goes from now on must not be taken for gone events. */
    static final Statement RETIRE =
            Statement.of(
                    "telemetry.months.retire",
                    Budget.ms(10),
                    """
                    insert into telemetry_retirements (name, is_archived)
                    select :name, :archived
                      from (select pg_advisory_xact_lock(hashtextextended('stoa.telemetry.rollups', 0))) folding
                    on conflict (name) do update
                       set is_archived = telemetry_retirements.is_archived or excluded.is_archived
                    """);

    static final Statement DUE =
            Statement.of(
                    "telemetry.months.due",
                    Budget.ms(10),
                    "select r.name, r.is_archived from telemetry_retirements r order by r.name");
    static final Statement DROP =
            Statement.of(
                    "telemetry.months.drop",
                    Budget.seconds(10),
                    "select telemetry_drop_month(:name)");
    static final Statement DONE =
            Statement.of(
                    "telemetry.months.done",
                    Budget.ms(10),
                    "delete from telemetry_retirements where name = :name");

    private final Database database;

    MonthStore(Database database) {
        this.database = database;
    }

    /** What a partition is to its parent. */
    enum State {
        ATTACHED,
        /** Its detaching was begun and is not over. */
        DETACHING,
        DETACHED
    }

    /**
     * A partition.
     *
     * @param rows about
     * @param bytes with its indexes
     * @param isRetired whether it is to go
     */
    record Partition(Month month, State state, long rows, long bytes, boolean isRetired) {
        static Partition read(Row row) {
            return new Partition(
                    Month.named(row.text(0)).orElseThrow(),
                    State.valueOf(row.text(1).toUpperCase(java.util.Locale.ROOT)),
                    row.number(2),
                    row.number(3),
                    !row.isNull(4));
        }
    }

    /** A month that is to go. */
    record Retirement(String name, boolean isArchived) {}

    /** The months that take events. */
    List<Month> attached() {
        return database.list(ATTACHED, row -> Month.named(row.text(0))).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    static boolean isWhole(Transaction in, Month month) {
        return in.find(WHOLE, row -> row.flag(0), month.partition()).orElse(false);
    }

    List<Partition> all() {
        return database.list(ALL, Partition::read);
    }

    static List<Partition> all(Transaction in) {
        return in.list(ALL, Partition::read);
    }

    /** Makes a month's partition; false where there is one. */
    static boolean add(Transaction in, Month month) {
        Instant start = month.start();
        return in.find(ADD, row -> row.flag(0), start).orElse(false);
    }

    /** Makes a month's partition; false where there is one. */
    boolean add(Month month) {
        return database.transaction(in -> add(in, month));
    }

    static void retire(Transaction in, Month month, boolean archived) {
        in.execute(RETIRE, month.partition(), archived);
    }

    static List<Retirement> due(Transaction in) {
        return in.list(DUE, row -> new Retirement(row.text(0), row.flag(1)));
    }

    /** Drops a month that is detached, or was dropped before. */
    static void drop(Transaction in, String name) {
        in.list(DROP, row -> name, name);
        in.execute(DONE, name);
    }
}
