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
import dev.stoa.testkit.StaticValues;
import dev.stoa.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private static final Path PLANS = Path.of("src/test/plans");
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
            write(plans);
        }

        assertThat(plans).isEqualTo(committed());
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
                        statement.name(), String.join("\n", Plans.shape(generic.plan(statement))));
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

    /** The file of a statement: one for all that sort alike. */
    private static String file(String statement) {
        return statement.replaceAll("-.*", "") + ".txt";
    }

    private static void write(Map<String, String> plans) throws IOException {
        Map<String, String> files =
                plans.entrySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        plan -> file(plan.getKey()),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                plan ->
                                                        "# "
                                                                + plan.getKey()
                                                                + "\n"
                                                                + plan.getValue()
                                                                + "\n",
                                                Collectors.joining("\n"))));
        Files.createDirectories(PLANS);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(PLANS.resolve(file.getKey()), file.getValue());
        }
    }

    private static Map<String, String> committed() throws IOException {
        Map<String, String> plans = new TreeMap<>();
        try (Stream<Path> files = Files.list(PLANS)) {
            for (Path file : files.toList()) {
                for (String section : Files.readString(file).split("(?m)^# ", -1)) {
                    if (!section.isBlank()) {
                        String[] parts = section.strip().split("\n", 2);
                        plans.put(parts[0], parts[1]);
                    }
                }
            }
        }
        return plans;
    }
}
