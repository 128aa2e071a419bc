package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.schema.Schema;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MigrationsIT {
    @Test
    void upDownUpLeavesTheSameCatalogue() {
        try (TestDatabase database = TestPostgres.fresh()) {
            assertThat(Schema.of(database.dataSource()).pending()).contains("floor");
            assertThat(Schema.of(database.dataSource()).apply()).contains("empty", "floor");
            List<String> first = database.catalogue();
            assertThat(first).anyMatch(row -> row.contains("idx_threads_structure_id"));

            assertThat(Schema.of(database.dataSource()).rollbackPlan("empty").sql())
                    .contains("drop table if exists threads");
            assertThat(database.catalogue()).isEqualTo(first);

            Schema.of(database.dataSource()).rollback("empty");
            assertThat(database.catalogue())
                    .isNotEmpty()
                    .allMatch(row -> row.contains("databasechangelog"));

            Schema.of(database.dataSource()).apply();
            assertThat(database.catalogue()).isEqualTo(first);
            assertThat(Schema.of(database.dataSource()).pending()).isEmpty();
        }
    }

    @Test
    void everyIndexIsValid() {
        try (TestDatabase database = TestPostgres.fresh()) {
            Schema.of(database.dataSource()).apply();
            assertThat(database.rows("select indexrelid from pg_index where not indisvalid"))
                    .isEmpty();
        }
    }

    @Test
    void threeAtOnceApplyEachChangeOnce() throws Exception {
        try (TestDatabase database = TestPostgres.fresh();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(threads.submit(() -> Schema.of(database.dataSource()).apply()));
            }
            List<String> applied = new ArrayList<>();
            for (Future<List<String>> run : runs) {
                applied.addAll(run.get());
            }
            assertThat(applied).doesNotHaveDuplicates().contains("floor");
            assertThat(database.number("select count(*) from databasechangelog"))
                    .isEqualTo(applied.size());
        }
    }

    @Test
    void aKilledRunIsPickedUpByTheNext() throws Exception {
        try (TestDatabase database = TestPostgres.fresh();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> killed =
                    threads.submit(() -> Schema.of(database.dataSource()).apply());
            while (!killed.isDone() && !isUnderWay(database)) {
                Thread.sleep(Duration.ofMillis(2));
            }
            database.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name ="
                            + " 'stoa-migrate' and datname = current_database()");
            assertThatThrownBy(killed::get).isNotNull();
            database.execute("update databasechangeloglock set locked = true");

            assertThat(Schema.of(database.dataSource()).apply()).contains("floor");
            assertThat(database.rows("select indexrelid from pg_index where not indisvalid"))
                    .isEmpty();
        }
    }

    private static boolean isUnderWay(TestDatabase database) {
        return database.rows("select to_regclass('databasechangelog')").getFirst().length() > 4
                && database.number("select count(*) from databasechangelog") > 8;
    }

    @Test
    void aChangedChangeSetIsNamed() {
        try (TestDatabase database = TestPostgres.fresh()) {
            Schema.of(database.dataSource()).apply();
            database.execute(
                    "update databasechangelog set md5sum = '9:00000000000000000000000000000000'"
                            + " where id = 'forum-005-posts'");
            database.execute("comment on table databasechangelog is null");
            assertThatThrownBy(() -> Schema.of(database.dataSource()).apply())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("forum-005-posts");
        }
    }

    @Test
    void nothingToDoTakesNoTime() {
        try (TestDatabase database = TestPostgres.fresh()) {
            Schema.of(database.dataSource()).apply();
            assertThat(
                            database.rows(
                                    "select obj_description(to_regclass('databasechangelog'),"
                                            + " 'pg_class') is not null"))
                    .containsExactly("t");
            long started = System.nanoTime();
            assertThat(Schema.of(database.dataSource()).apply()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofMillis(200));
        }
    }
}
