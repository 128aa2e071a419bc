package dev.stoa.maintenance.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
                    url -> Schema.of(new DatabaseAddress(url, "postgres", "").source()).apply());
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
        try (Observability node = Observability.of(Settings.of(Map.of()), "test")) {
            Statement search = Statement.of("forum.posts.search", Budget.seconds(1), "select 1");
            node.statements().begin(search).end(1, 1, null);
            SlowReview review = new SlowReview(store, node.statements());
            assertThat(review.examine())
                    .extracting(Finding::subject)
                    .containsExactly("forum.threads.recent", "forum.posts.search");

            Statement build = Statement.of("forum.threads.recent", Budget.seconds(9), "select 2");
            node.statements().begin(build).end(1, 1, null);
            assertThat(review.examine())
                    .extracting(Finding::subject)
                    .containsExactly("forum.posts.search");
        }
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
