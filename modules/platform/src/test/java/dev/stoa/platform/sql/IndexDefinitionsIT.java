package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.schema.Schema;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The indexes read from the change sets against those of the migrated schema. */
class IndexDefinitionsIT {
    private static final String DEFINED =
            """
            select c.relname, pg_get_indexdef(c.oid)
              from pg_index i
              join pg_class c on c.oid = i.indexrelid
              join pg_class t on t.oid = i.indrelid
             where t.relnamespace = to_regnamespace('public') and not c.relispartition
               and t.relname not like 'databasechangelog%'
               and not exists (select 1 from pg_constraint k where k.conindid = c.oid)
            """;

    @Test
    void areThoseOfTheSchemaAndMakeThemAnew() {
        try (TestDatabase database = TestPostgres.fresh()) {
            Schema.of(database.dataSource()).apply();
            List<String> before = database.rows(DEFINED + " order by 1");
            List<IndexDefinition> read = Schema.indexes();

            assertThat(read)
                    .extracting(IndexDefinition::name)
                    .containsExactlyInAnyOrderElementsOf(
                            before.stream().map(row -> row.split("\\|", 2)[0]).toList());

            List<String> partitioned =
                    database.rows("select relname from pg_class where relkind = 'I'");
            for (IndexDefinition index : read) {
                if (!partitioned.contains(index.name())) {
                    database.execute("drop index " + index.name());
                    database.execute(index.ddl());
                }
            }
            assertThat(database.rows(DEFINED + " order by 1")).isEqualTo(before);
        }
    }
}
