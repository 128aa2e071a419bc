package dev.stoa.maintenance.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Migrations;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Slow runs in their partitions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowStoreIT {
    private static final String PARTITIONS =
            "select count(*) from pg_inherits where inhparent = 'slow_statements'::regclass";

    private final TestDatabase postgres =
            TestPostgres.fresh(
                    "migrated",
                    url -> Migrations.apply(new DatabaseAddress(url, "postgres", "").source()));
    private final Database database =
            Database.forCommand(new DatabaseAddress(postgres.jdbcUrl(), "postgres", ""));
    private final SlowStore store = new SlowStore(database);

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    private static SlowQuery query(String statement, double millis, @Nullable String error) {
        return new SlowQuery(
                Instant.now(),
                statement,
                "/api/forum/threads",
                "0af7651916cd43dd8448eb211c80319c",
                millis,
                20,
                millis >= 1000 ? "slow" : "warn",
                error,
                null);
    }

    private long made() {
        return database.transaction(SlowStore::ensure);
    }

    private long dropped(LocalDate first) {
        return database.transaction(in -> SlowStore.drop(in, first));
    }

    @Test
    void runsAreWrittenAlsoWhereNobodyMadeTheirDay() {
        postgres.execute("select stoa_slow_statements_drop('2999-01-01')");
        assertThat(postgres.number(PARTITIONS)).isZero();

        store.write(Collections.nCopies(500, query("forum.threads.recent", 120, null)));
        store.write(List.of(query("forum.posts.search", 1500, "57014")));

        assertThat(postgres.number(PARTITIONS)).isEqualTo(SlowStore.AHEAD + 1);
        List<SlowStore.Week> week = store.week();
        assertThat(week.getFirst().statement()).isEqualTo("forum.threads.recent");
        assertThat(week.getFirst().runs()).isEqualTo(500);
        assertThat(week.getFirst().totalMillis()).isEqualTo(60_000);
        assertThat(week.get(1).verySlow()).isEqualTo(1);
        assertThat(new SlowReview(store).examine())
                .extracting(Finding::subject)
                .containsExactly("forum.threads.recent", "forum.posts.search");
    }

    @Test
    void aDayThatIsOverIsDroppedAsAWhole() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        made();
        long days = postgres.number(PARTITIONS);

        assertThat(dropped(today)).isZero();
        assertThat(dropped(today.plusDays(2))).isEqualTo(2);
        assertThat(postgres.number(PARTITIONS)).isEqualTo(days - 2);
        assertThat(made()).isEqualTo(2);
        assertThat(made()).isZero();
    }
}
