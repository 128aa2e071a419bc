package dev.stoa.platform.sql;

import java.util.List;

/**
 * Tables without their plain indexes and foreign keys while very many rows go in: to build both
 * afterwards is far cheaper than to keep them up row by row. It is part of one transaction, so
 * nothing is lost when that ends early; the server keeps for it what there was.
 */
public final class BareTables {
    private static final Budget BUDGET = Budget.seconds(1800);
    private static final Statement MEMORY =
            Statement.of(
                    "platform.bare-tables.memory",
                    BUDGET,
                    """
                    select set_config('maintenance_work_mem', '256MB', true),
                           set_config('work_mem', '64MB', true)
                    """);
    private static final Statement NOTE =
            Statement.of(
                    "platform.bare-tables.note",
                    BUDGET,
                    """
                    create temporary table bare_parts on commit drop as
                    select c.relname as name, 'drop index ' || c.relname as removal,
                           pg_get_indexdef(i.indexrelid) as remake
                      from pg_index i
                      join pg_class c on c.oid = i.indexrelid
                      join pg_class t on t.oid = i.indrelid
                     where t.relnamespace = to_regnamespace(current_schema())
                       and t.relname = any(:tables)
                       and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
                    union all
                    select k.conname, format('alter table %I drop constraint %I', t.relname, k.conname),
                           format('alter table %I add constraint %I %s', t.relname, k.conname,
                                  pg_get_constraintdef(k.oid))
                      from pg_constraint k
                      join pg_class t on t.oid = k.conrelid
                     where t.relnamespace = to_regnamespace(current_schema())
                       and t.relname = any(:tables) and k.contype = 'f'
                    """);
    private static final Statement STRIP =
            Statement.of(
                    "platform.bare-tables.strip",
                    BUDGET,
                    """
                    do $$
                    declare part record;
                    begin
                        for part in select removal from bare_parts order by name loop
                            execute part.removal;
                        end loop;
                    end $$
                    """);
    private static final Statement BUILD =
            Statement.of(
                    "platform.bare-tables.build",
                    BUDGET,
                    """
                    do $$
                    declare part record;
                    begin
                        for part in select remake from bare_parts order by name loop
                            execute part.remake;
                        end loop;
                    end $$
                    """);

    private final Transaction transaction;

    private BareTables(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Takes them away, once in a transaction, the rest of which has more memory for sorting.
     *
     * @param tables their names
     */
    public static BareTables of(Transaction transaction, List<String> tables) {
        transaction.list(MEMORY, row -> row.text(0));
        transaction.execute(NOTE, (Object) tables.toArray(String[]::new));
        transaction.execute(STRIP);
        return new BareTables(transaction);
    }

    /** Brings them back as they were. */
    public void build() {
        transaction.execute(BUILD);
    }
}
