package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.demo.DemoCommunity;
import dev.stoa.forum.demo.DemoSize;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.PlanFiles;
import dev.stoa.testkit.Plans;
import dev.stoa.testkit.StaticValues;
import dev.stoa.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds the plans of the list statements on the medium community, which takes minutes to make:
 * {@code mvn verify -Pplans}. With {@code -Dplans.write=true} the committed shapes are written.
 */
@Tag("plans")
class ListPlansIT {
    private static final PlanFiles PLANS = new PlanFiles(Path.of("src/test/plans"));
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int PAGE = 20;

    private static TestDatabase database;

    @BeforeAll
    static void fill() throws Exception {
        database = TestDatabases.migrated();
        try (Database filling =
                Database.forCommand(new DatabaseAddress(database.jdbcUrl(), "postgres", ""))) {
            new DemoCommunity(filling, () -> Ranking.refresh(filling))
                    .fill(DemoSize.MEDIUM, 1, Instant.now(), Progress.NONE);
        }
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
    void noListReadsAWholeTableOfThreadsPostsOrMembers() throws Exception {
        assertThat(plans())
                .allSatisfy(
                        (_, plan) ->
                                assertThat(plan)
                                        .doesNotContainPattern(
                                                "Seq Scan"
                                                        + " (threads|posts|thread_stats|post_stats|users|thread_tags)"));
    }

    /** Shapes by statement; a section of a file each. */
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

    /** The lists, and the statements of single threads, which hold a list of posts. */
    private static List<Statement> lists() {
        return Stream.concat(limited(), threads()).toList();
    }

    private static Stream<Statement> threads() {
        return StaticValues.in("dev.stoa.forum.thread.ThreadStore", Statement.class).stream();
    }

    private static Stream<Statement> limited() {
        return StaticValues.classes(SOURCES, "LimitedStatement.of(").stream()
                .flatMap(name -> StaticValues.in(name, LimitedStatement.class).stream())
                .map(limited -> limited.upTo(PAGE));
    }
}
