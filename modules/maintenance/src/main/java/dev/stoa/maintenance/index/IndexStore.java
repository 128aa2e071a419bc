package dev.stoa.maintenance.index;

import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.IndexDefinition;
import dev.stoa.platform.sql.Plan;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables and indexes out of PostgreSQL's catalogues. */
final class IndexStore {
    private static final List<IndexDefinition> DEFINITIONS = Schema.indexes();

    static final Statement INDEXES =
            Statement.of(
                    "maintenance.indexes.list",
                    Budget.ms(100),
                    """
                    select c.relname, t.relname, a.amname, d.bytes, t.reltuples,
                           coalesce(s.idx_scan, 0), s.last_idx_scan,
                           coalesce(u.n_tup_ins + u.n_tup_upd - u.n_tup_hot_upd, 0),
                           i.indisunique,
                           exists (select 1 from pg_constraint k where k.conindid = c.oid),
                           i.indisvalid and i.indisready, c.relkind = 'I', c.relispartition,
                           d.definition,
                           concat_ws('|', t.oid, a.amname, i.indkey, i.indclass, i.indcollation, i.indoption,
                                     pg_get_expr(i.indexprs, t.oid), pg_get_expr(i.indpred, t.oid)),
                           i.indnatts > i.indnkeyatts
                      from pg_index i
                      join pg_class c on c.oid = i.indexrelid
                      join pg_class t on t.oid = i.indrelid
                      join pg_am a on a.oid = c.relam
                      left join pg_stat_user_indexes s on s.indexrelid = c.oid
                      left join pg_stat_user_tables u on u.relid = t.oid
                     cross join lateral (select pg_relation_size(c.oid) as bytes, pg_get_indexdef(c.oid) as definition
                                         offset 0) d
                     where t.relnamespace = to_regnamespace(current_schema())
                       and d.bytes is not null and d.definition is not null
                     order by t.relname, c.relname
                    """);
    private static final Statement TABLES =
            Statement.of(
                    "maintenance.indexes.tables",
                    Budget.ms(100),
                    """
                    select c.relname, greatest(c.reltuples, 0), coalesce(pg_relation_size(c.oid), 0), coalesce(s.n_dead_tup, 0),
                           coalesce(s.seq_scan, 0), coalesce(s.seq_tup_read, 0), coalesce(s.idx_scan, 0)
                      from pg_class c
                      left join pg_stat_user_tables s on s.relid = c.oid
                     where c.relkind in ('r', 'm', 'p') and c.relnamespace = to_regnamespace(current_schema())
                     order by c.relname
                    """);

    /**
     * Of what is as large as could be bloated. A row of a table needs 28 bytes beside its columns,
     * one of a B-tree 12, and pages of it are left a tenth empty on purpose.
     */
    private static final Statement BLOATS =
            Statement.of(
                    "maintenance.indexes.bloat",
                    Budget.ms(200),
                    """
                    select c.relname, c.relname, false, coalesce(pg_relation_size(c.oid), 0),
                           cast(greatest(c.reltuples, 0) * (28 + w.width) * 8192 / 8168 as bigint)
                      from pg_class c
                     cross join lateral (
                           select coalesce(sum(p.avg_width), 8) as width from pg_stats p
                            where p.schemaname = current_schema() and p.tablename = c.relname) w
                     where c.relkind in ('r', 'm') and c.relnamespace = to_regnamespace(current_schema())
                       and c.relpages * cast(8192 as bigint) >= cast(:least as bigint) and c.reltuples >= 0
                     union all
                    select c.relname, t.relname, true, coalesce(pg_relation_size(c.oid), 0),
                           cast(greatest(c.reltuples, 0) * (12 + w.width) / 0.9 as bigint)
                      from pg_index i
                      join pg_class c on c.oid = i.indexrelid
                      join pg_class t on t.oid = i.indrelid
                      join pg_am a on a.oid = c.relam and a.amname = 'btree'
                     cross join lateral (
                           select coalesce(sum(coalesce(p.avg_width, 8)), 8) as width
                             from pg_attribute x
                             left join pg_attribute y on y.attrelid = t.oid and y.attnum = i.indkey[x.attnum - 1]
                             left join pg_stats p on p.schemaname = current_schema()
                              and p.tablename = case when y.attname is null then c.relname else t.relname end
                              and p.attname = coalesce(y.attname, x.attname)
                            where x.attrelid = c.oid and x.attnum > 0) w
                     where c.relkind = 'i' and t.relnamespace = to_regnamespace(current_schema()) and i.indisvalid
                       and c.relpages * cast(8192 as bigint) >= cast(:least as bigint) and c.reltuples >= 0
                    """);

    private static final Statement FOREIGN_KEYS =
            Statement.of(
                    "maintenance.indexes.foreign-keys",
                    Budget.ms(100),
                    """
                    select k.conname, quote_ident(t.relname), f.columns, quote_ident(left('idx_' || t.relname || '_' || f.name, 63)),
                           r.relname, greatest(t.reltuples, 0), coalesce(s.n_tup_del, 0)
                      from pg_constraint k
                      join pg_class t on t.oid = k.conrelid
                      join pg_class r on r.oid = k.confrelid
                      left join pg_stat_user_tables s on s.relid = r.oid
                     cross join lateral (
                           select string_agg(quote_ident(a.attname), ', ' order by n.at) as columns,
                                  string_agg(a.attname, '_' order by n.at) as name
                             from unnest(k.conkey) with ordinality as n (attnum, at)
                             join pg_attribute a on a.attrelid = t.oid and a.attnum = n.attnum) f
                     where k.contype = 'f' and k.conparentid = 0 and t.relkind = 'r'
                       and t.relnamespace = to_regnamespace(current_schema())
                       and not exists (
                           select 1 from pg_index i
                            where i.indrelid = t.oid and i.indisvalid
                              and (i.indpred is null
                                   or pg_get_expr(i.indpred, t.oid) ~ '^\\(\\w+ IS NOT NULL\\)$')
                              and (cast(string_to_array(cast(i.indkey as text), ' ') as smallint[]))
                                  [1 : cardinality(k.conkey)] @> k.conkey)
                     order by t.reltuples desc, k.conname
                    """);

    /** Statistics are never older than the server's start: a crash clears them silently. */
    private static final Statement COUNTED =
            Statement.of(
                    "maintenance.indexes.counted",
                    Budget.ms(20),
                    """
                    select cast(extract(epoch from now() - greatest(
                               pg_postmaster_start_time(),
                               (select d.stats_reset from pg_stat_database d where d.datname = current_database())))
                           as bigint)
                    """);

    private static final Statement SCANNING =
            Statement.of(
                    "maintenance.indexes.scanning",
                    Budget.ms(50),
                    """
                    select p.statement, p.shape
                      from statement_plans p
                     where p.last_seen_at > now() - interval '1 day' and p.shape like '%Seq Scan %'
                       and p.last_seen_at = (select max(o.last_seen_at) from statement_plans o
                                              where o.statement = p.statement and o.text_hash = p.text_hash)
                     order by p.statement
                    """);

    private final Database database;
    private final long leastBloat;

    /**
     * @param leastBloat bytes
     */
    IndexStore(Database database, long leastBloat) {
        this.database = database;
        this.leastBloat = leastBloat;
    }

    /** What there is now; six statements. */
    IndexLook look() {
        List<TableRow> tables = database.list(TABLES, IndexStore::table);
        return new IndexLook(
                expected(tables),
                indexes(),
                tables,
                database.list(BLOATS, IndexStore::bloat, leastBloat),
                database.list(FOREIGN_KEYS, IndexStore::foreignKey),
                Duration.ofSeconds(database.list(COUNTED, row -> row.number(0)).getFirst()),
                scanning());
    }

    /** The indexes there are; one statement. */
    List<IndexRow> indexes() {
        return database.list(INDEXES, IndexStore::index);
    }

    /** What the change sets make of tables that are there; one statement. */
    List<IndexDefinition> expected() {
        return expected(database.list(TABLES, IndexStore::table));
    }

    private static List<IndexDefinition> expected(List<TableRow> tables) {
        Set<String> there = tables.stream().map(TableRow::name).collect(Collectors.toSet());
        return DEFINITIONS.stream().filter(index -> there.contains(index.table())).toList();
    }

    private Map<String, List<String>> scanning() {
        record Scan(String table, String statement) {}
        return database
                .list(
                        SCANNING,
                        row ->
                                Plan.sequential(row.text(1)).stream()
                                        .map(table -> new Scan(table, row.text(0)))
                                        .toList())
                .stream()
                .flatMap(List::stream)
                .distinct()
                .collect(
                        Collectors.groupingBy(
                                Scan::table,
                                Collectors.mapping(Scan::statement, Collectors.toList())));
    }

    private static IndexRow index(Row row) {
        return new IndexRow(
                row.text(0),
                row.text(1),
                row.text(2),
                row.number(3),
                row.real(4),
                row.number(5),
                row.instantOrNull(6),
                row.number(7),
                row.flag(8),
                row.flag(9),
                row.flag(10),
                row.flag(11),
                row.flag(12),
                row.text(13),
                row.text(14),
                row.flag(15));
    }

    private static TableRow table(Row row) {
        return new TableRow(
                row.text(0),
                row.real(1),
                row.number(2),
                row.number(3),
                row.number(4),
                row.number(5),
                row.number(6));
    }

    private static Bloat bloat(Row row) {
        return new Bloat(row.text(0), row.text(1), row.flag(2), row.number(3), row.number(4));
    }

    private static ForeignKey foreignKey(Row row) {
        return new ForeignKey(
                row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.real(5),
                row.number(6));
    }
}
