package dev.stoa.platform.backup;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to copy, as one transaction sees it. */
final class Catalogue {
    private static final Budget BUDGET = Budget.seconds(1);
    private static final Budget LONG = Budget.seconds(7200);

    /** Not what is gone after a crash anyway, and not what Liquibase keeps for itself. */
    static final Statement TABLES =
            Statement.of(
                    "platform.backup.tables",
                    BUDGET,
                    """
                    select c.relname, c.relkind = 'p', coalesce(p.relname, ''),
                           coalesce(pg_get_expr(c.relpartbound, c.oid), '')
                      from pg_class c
                      left join pg_inherits h on h.inhrelid = c.oid
                      left join pg_class p on p.oid = h.inhparent
                     where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p')
                       and c.relpersistence = 'p' and c.relname not in ('databasechangelog', 'databasechangeloglock')
                     order by c.relname
                    """);

    static final Statement COLUMNS =
            Statement.of(
                    "platform.backup.columns",
                    BUDGET,
                    """
                    select c.relname, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
                      from pg_attribute a
                      join pg_class c on c.oid = a.attrelid
                     where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p')
                       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                     order by c.relname, a.attnum
                    """);
    static final Statement SEQUENCES =
            Statement.of(
                    "platform.backup.sequences",
                    BUDGET,
                    """
                    select s.sequencename, coalesce(s.last_value, s.start_value), s.last_value is not null
                      from pg_sequences s
                     where s.schemaname = current_schema()
                     order by s.sequencename
                    """);
    static final Statement CHANGE_SETS =
            Statement.of(
                    "platform.backup.change-sets",
                    BUDGET,
                    "select d.id, d.md5sum from databasechangelog d order by d.orderexecuted");

    private Catalogue() {}

    /**
     * A sequence's state.
     *
     * @param isCalled whether {@code value} was given out
     */
    record Sequence(String name, long value, boolean isCalled) {}

    /** A change set that was applied, and its checksum. */
    record ChangeSet(String id, String checksum) {}

    static List<TableShape> tables(Transaction in) {
        Map<String, List<TableShape.Column>> columns = new LinkedHashMap<>();
        in.list(
                COLUMNS,
                row ->
                        columns.computeIfAbsent(row.text(0), _ -> new ArrayList<>())
                                .add(new TableShape.Column(row.text(1), row.text(2))));
        return in.list(TABLES, row -> table(row, columns));
    }

    private static TableShape table(Row row, Map<String, List<TableShape.Column>> columns) {
        return new TableShape(
                row.text(0),
                row.flag(1),
                row.text(2),
                row.text(3),
                columns.getOrDefault(row.text(0), List.of()));
    }

    /** Nobody drops a table from now on; reads and writes go on. */
    static void hold(Transaction in, List<TableShape> tables) {
        in.execute(
                Statement.of(
                        "platform.backup.hold",
                        LONG,
                        "lock table "
                                + String.join(
                                        ", ", tables.stream().map(TableShape::quoted).toList())
                                + " in access share mode"));
    }

    /** Reads all rows of a table. */
    static Statement copy(TableShape table) {
        return Statement.of(
                "platform.backup.copy",
                LONG,
                "copy " + table.quoted() + " (" + table.columnList() + ") to stdout");
    }

    static List<Sequence> sequences(Transaction in) {
        return in.list(SEQUENCES, row -> new Sequence(row.text(0), row.number(1), row.flag(2)));
    }

    static List<ChangeSet> changeSets(Transaction in) {
        return in.list(CHANGE_SETS, row -> new ChangeSet(row.text(0), row.text(1)));
    }
}
