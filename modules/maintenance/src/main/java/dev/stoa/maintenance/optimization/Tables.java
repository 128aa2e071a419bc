package dev.stoa.maintenance.optimization;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables and indexes that there are. */
final class Tables {
    static final Statement TABLES =
            Statement.of(
                    "maintenance.optimizations.tables",
                    Budget.ms(50),
                    """
                    select c.relname, quote_ident(c.relname), p.relname
                      from pg_class c
                      left join pg_inherits h on h.inhrelid = c.oid
                      left join pg_class p on p.oid = h.inhparent
                     where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p')
                       and c.relpersistence = 'p'
                     order by c.relname
                    """);
    static final Statement INDEXES =
            Statement.of(
                    "maintenance.optimizations.indexes",
                    Budget.ms(50),
                    """
                    select i.relname, quote_ident(i.relname), t.relname, t.relkind = 'p', x.indisvalid
                      from pg_index x
                      join pg_class i on i.oid = x.indexrelid
                      join pg_class t on t.oid = x.indrelid
                     where t.relnamespace = to_regnamespace(current_schema()) and t.relkind in ('r', 'p')
                       and t.relpersistence = 'p'
                     order by t.relname, i.relname
                    """);

    private final List<Table> all;
    private final List<Index> indexes;
    private final Set<String> chosen;

    private Tables(List<Table> all, List<Index> indexes, Set<String> chosen) {
        this.all = all;
        this.indexes = indexes;
        this.chosen = chosen;
    }

    /**
     * A table.
     *
     * @param quoted its name as SQL writes it
     * @param parent that it is a partition of, null for none
     */
    record Table(String name, String quoted, @Nullable String parent) {}

    /**
     * An index.
     *
     * @param quoted its name as SQL writes it
     * @param isPartitioned whether it is one of a partitioned table, without rows of its own
     */
    record Index(
            String name, String quoted, String table, boolean isPartitioned, boolean isValid) {}

    /**
     * The tables {@code named}, with their partitions, or all where none is; two statements.
     *
     * @throws Failure.Invalid for a name that is none's
     */
    static Tables of(Database database, List<String> named) {
        List<Table> all =
                database.list(
                        TABLES, row -> new Table(row.text(0), row.text(1), row.textOrNull(2)));
        List<Index> indexes =
                database.list(
                        INDEXES,
                        row ->
                                new Index(
                                        row.text(0),
                                        row.text(1),
                                        row.text(2),
                                        row.flag(3),
                                        row.flag(4)));
        Map<String, Table> byName =
                all.stream().collect(Collectors.toMap(Table::name, table -> table));
        requireKnown(named, byName.keySet());
        Set<String> chosen = new HashSet<>(named.isEmpty() ? byName.keySet() : named);
        all.stream()
                .filter(table -> isBelow(table, chosen, byName))
                .map(Table::name)
                .toList()
                .forEach(chosen::add);
        return new Tables(all, indexes, chosen);
    }

    /** A partition may be partitioned itself. */
    private static boolean isBelow(Table table, Set<String> chosen, Map<String, Table> byName) {
        Table parent = table.parent() == null ? null : byName.get(table.parent());
        return parent != null
                && (chosen.contains(parent.name()) || isBelow(parent, chosen, byName));
    }

    private static void requireKnown(List<String> named, Set<String> known) {
        List<Failure.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            if (!known.contains(named.get(i))) {
                errors.add(
                        new Failure.FieldError(
                                "/tables/" + i, "unknown", "There is no such table."));
            }
        }
        if (!errors.isEmpty()) {
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    errors.getFirst().pointer() + ": " + errors.getFirst().detail(),
                    errors.toArray(Failure.FieldError[]::new));
        }
    }

    boolean isChosen(String table) {
        return chosen.contains(table);
    }

    /** Those chosen but for partitions of a chosen one, which are done with it. */
    List<Table> whole() {
        return all.stream()
                .filter(table -> chosen.contains(table.name()))
                .filter(table -> table.parent() == null || !chosen.contains(table.parent()))
                .toList();
    }

    /** The indexes of those chosen that have rows. */
    List<Index> chosenIndexes() {
        return indexes.stream()
                .filter(index -> chosen.contains(index.table()) && !index.isPartitioned())
                .toList();
    }

    List<Index> indexes() {
        return indexes;
    }
}
