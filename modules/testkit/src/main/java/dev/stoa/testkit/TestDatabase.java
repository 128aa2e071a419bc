package dev.stoa.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of the test server; closing drops it. */
public record TestDatabase(String name, String jdbcUrl) implements AutoCloseable {
    private static final String CATALOGUE =
            """
            select 'column', c.table_name, c.column_name, c.data_type, c.is_nullable,
                   c.column_default, c.is_generated, c.generation_expression
              from information_schema.columns c
             where c.table_schema = 'public' and c.table_name not like 'pg_stat%'
            union all
            select 'index', tablename, indexname, indexdef, '', '', '', '' from pg_indexes
             where schemaname = 'public'
            union all
            select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '',
                   '', ''
              from pg_constraint where connamespace = 'public'::regnamespace
            union all
            select 'options', relname, array_to_string(reloptions, ','), '', '', '', '', ''
              from pg_class where relnamespace = 'public'::regnamespace and reloptions is not null
            union all
            select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '', '', ''
              from pg_trigger where not tgisinternal
            union all
            select 'function', proname, pg_get_function_arguments(oid), prosrc, '', '', '', ''
              from pg_proc where pronamespace = 'public'::regnamespace and proname like 'stoa%'
            order by 1, 2, 3, 4
            """;

    private static final String TABLES =
            """
            select c.relname from pg_class c
             where c.relnamespace = to_regnamespace('public') and c.relkind = 'r'
               and c.relname not like 'databasechangelog%' order by c.relname
            """;

    /** Connections without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        return source;
    }

    /** The rows of a query, columns joined by {@code |}. */
    public List<String> rows(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of a query's only row, as a number. */
    public long number(String sql) {
        return Long.parseLong(rows(sql).getFirst());
    }

    public void execute(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A row for each column, index, constraint, option, trigger and function of the schema. */
    public List<String> catalogue() {
        return rows(CATALOGUE);
    }

    /** The same without months of events: nodes make those as they need them, not change sets. */
    public List<String> catalogueOfChangeSets() {
        return catalogue().stream()
                .filter(line -> !line.matches(".*telemetry_events_\\d{4}_\\d{2}.*"))
                .toList();
    }

    /** Number and hash of the rows of each table but those of Liquibase, by its name. */
    public Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        rows(TABLES).forEach(table -> contents.put(table, content(table)));
        return contents;
    }

    private String content(String table) {
        return rows("""
                        select count(*) || ' rows, '
                               || coalesce(md5(string_agg(cast(t as text), '|' order by cast(t as text))), '')
                          from "%s" t
                        """
                        .formatted(table))
                .getFirst();
    }

    @Override
    public void close() {
        TestPostgres.drop(name);
    }
}
