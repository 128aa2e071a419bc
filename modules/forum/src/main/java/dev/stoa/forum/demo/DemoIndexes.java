package dev.stoa.forum.demo;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/**
 * Takes the plain indexes of the filled tables away and builds them again as they were, which is
 * far cheaper than to keep them up to date row by row. It is part of the one transaction, so no
 * index is lost when that ends early.
 */
final class DemoIndexes {
    private static final Budget BUDGET = Budget.seconds(1800);
    private static final Statement PLAIN =
            Statement.of(
                    "forum.demo.indexes",
                    BUDGET,
                    """
                    select c.relname, pg_get_indexdef(i.indexrelid)
                      from pg_index i
                      join pg_class c on c.oid = i.indexrelid
                      join pg_class t on t.oid = i.indrelid
                     where t.relnamespace = to_regnamespace(current_schema())
                       and t.relname in ('users', 'threads', 'posts', 'karma_entries', 'tags')
                       and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
                     order by c.relname
                    """);
    private static final Statement MEMORY =
            Statement.of(
                    "forum.demo.index-memory",
                    BUDGET,
                    """
                    select set_config('maintenance_work_mem', '256MB', true),
                           set_config('work_mem', '64MB', true)
                    """);

    private final Transaction transaction;
    private final List<Index> indexes;

    private record Index(String name, String definition) {}

    private DemoIndexes(Transaction transaction, List<Index> indexes) {
        this.transaction = transaction;
        this.indexes = indexes;
    }

    static DemoIndexes drop(Transaction transaction) {
        transaction.list(MEMORY, row -> row.text(0));
        List<Index> indexes = transaction.list(PLAIN, row -> new Index(row.text(0), row.text(1)));
        for (Index index : indexes) {
            transaction.execute(statement("drop-index", "drop index " + index.name()));
        }
        return new DemoIndexes(transaction, indexes);
    }

    void build() {
        for (Index index : indexes) {
            transaction.execute(statement("build-index", index.definition()));
        }
    }

    private static Statement statement(String name, String text) {
        return Statement.of("forum.demo." + name, BUDGET, text);
    }
}
