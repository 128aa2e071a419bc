package dev.stoa.maintenance.size;

import dev.stoa.maintenance.size.SizeSample.Horizon;
import dev.stoa.maintenance.size.SizeSample.IdReach;
import dev.stoa.maintenance.size.SizeSample.TableSize;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.time.InstantSource;

/** Sizes out of PostgreSQL's catalogue. */
final class SizeStore {
    static final Statement DATABASE =
            Statement.of(
                    "maintenance.sizes.database",
                    Budget.ms(100),
                    "select pg_database_size(current_database())");

    static final Statement TABLES =
            Statement.of(
                    "maintenance.sizes.tables",
                    Budget.ms(100),
                    """
                    select coalesce(root.relname, c.relname) as name,
                           cast(sum(pg_total_relation_size(c.oid)) as bigint) as bytes,
                           cast(sum(pg_stat_get_live_tuples(c.oid)) as bigint),
                           cast(sum(pg_stat_get_dead_tuples(c.oid)) as bigint)
                      from pg_class c
                      left join pg_class root on root.oid = pg_partition_root(c.oid) and c.relispartition
                     where c.relnamespace = to_regnamespace(current_schema()) and c.relkind = 'r'
                     group by 1
                     order by 2 desc, 1
                     limit 200
                    """);

    static final Statement IDS =
            Statement.of(
                    "maintenance.sizes.ids",
                    Budget.ms(50),
                    """
                    select t.relname, a.attname, coalesce(pg_sequence_last_value(s.seqrelid), 0),
                           least(s.seqmax, case a.atttypid
                                               when cast('int2' as regtype) then 32767
                                               when cast('int4' as regtype) then 2147483647
                                               else 9223372036854775807 end)
                      from pg_sequence s
                      join pg_class c on c.oid = s.seqrelid
                      join pg_depend d on d.classid = cast('pg_class' as regclass) and d.objid = s.seqrelid
                                      and d.refclassid = cast('pg_class' as regclass)
                                      and d.refobjsubid > 0 and d.deptype in ('a', 'i')
                      join pg_class t on t.oid = d.refobjid
                      join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
                     where c.relnamespace = to_regnamespace(current_schema())
                     order by 1, 2
                     limit 200
                    """);

    /** The bound's text is FOR VALUES FROM ('...') TO ('...'). */
    static final Statement HORIZONS =
            Statement.of(
                    "maintenance.sizes.horizons",
                    Budget.ms(50),
                    """
                    select distinct on (p.relname) p.relname, cast(b.ending as timestamptz),
                           cast(extract(epoch from cast(b.ending as timestamptz)
                                                   - cast(b.beginning as timestamptz)) as bigint)
                      from pg_partitioned_table pt
                      join pg_class p on p.oid = pt.partrelid
                      join pg_attribute a on a.attrelid = p.oid and a.attnum = pt.partattrs[0]
                      join pg_inherits i on i.inhparent = p.oid and not i.inhdetachpending
                      join pg_class c on c.oid = i.inhrelid
                      cross join lateral (
                            select substring(pg_get_expr(c.relpartbound, c.oid) from 'FROM \\(''([^'']+)''\\)') as beginning,
                                   substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''([^'']+)''\\)') as ending) b
                     where p.relnamespace = to_regnamespace(current_schema())
                       and pt.partstrat = 'r' and pt.partnatts = 1
                       and a.atttypid in (cast('timestamptz' as regtype), cast('timestamp' as regtype),
                                          cast('date' as regtype))
                       and b.ending is not null and b.beginning is not null
                     order by p.relname, cast(b.ending as timestamptz) desc
                    """);

    private final Database database;
    private final InstantSource clock;

    SizeStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Sizes now; four statements. */
    SizeSample sample() {
        return new SizeSample(
                clock.instant(),
                database.find(DATABASE, row -> row.number(0)).orElse(0L),
                database.list(
                        TABLES,
                        row ->
                                new TableSize(
                                        row.text(0), row.number(1), row.number(2), row.number(3))),
                database.list(
                        IDS,
                        row -> new IdReach(row.text(0), row.text(1), row.number(2), row.number(3))),
                database.list(
                        HORIZONS, row -> new Horizon(row.text(0), row.instant(1), row.number(2))));
    }
}
