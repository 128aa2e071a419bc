package dev.stoa.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Progress;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.demo.DemoPeers;
import dev.stoa.testkit.PlanFiles;
import dev.stoa.testkit.Plans;
import dev.stoa.testkit.StaticValues;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds the plans of the list statements on a million peer sessions between ten thousand members:
 * {@code mvn verify -Pplans}. With {@code -Dplans.write=true} the committed shapes are written.
 */
@Tag("plans")
class ListPlansIT {
    private static final PlanFiles PLANS = new PlanFiles(Path.of("src/test/plans"));
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int PAGE = 20;

    private static TestDatabase database;

    @BeforeAll
    static void fill() {
        database = TestPostgres.fresh();
        Schema.of(database.dataSource()).apply();
        database.execute(
                """
                insert into users (username, display_name, role, created_at)
                select 'member' || n, 'Member ' || n, case when n <= 50 then 'moderator' else 'member' end,
                       now() - interval '800 days' * (1 - n / 10000.0)
                  from generate_series(1, 10000) n
                """);
        new DemoPeers()
                .fill(
                        "medium",
                        new DatabaseAddress(database.jdbcUrl(), "postgres", ""),
                        Progress.NONE);
        database.execute("vacuum analyze");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void everyListStatementHasItsCommittedPlan() throws Exception {
        Map<String, String> plans = plans();
        if (Boolean.getBoolean("plans.write")) {
            PLANS.write(plans);
        }

        assertThat(plans).isEqualTo(PLANS.read());
    }

    @Test
    void noListReadsAWholeTable() throws Exception {
        assertThat(plans())
                .allSatisfy(
                        (_, plan) ->
                                assertThat(plan)
                                        .doesNotContainPattern(
                                                "Seq Scan"
                                                        + " (peer_sessions|reports|blocks|ledger_entries|users)"));
    }

    private static Map<String, String> plans() throws Exception {
        Map<String, String> plans = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection()) {
            Plans generic = new Plans(connection, "force_generic_plan");
            for (Statement statement : lists()) {
                plans.put(
                        statement.name(),
                        String.join("\n", Plans.shape(generic.plan(statement.text()))));
            }
        }
        return plans;
    }

    private static List<Statement> lists() {
        return StaticValues.classes(SOURCES, "LimitedStatement.of(").stream()
                .flatMap(name -> StaticValues.in(name, LimitedStatement.class).stream())
                .map(limited -> limited.upTo(PAGE))
                .toList();
    }
}
