package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Explain;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.TableStatement;
import dev.stoa.testkit.StaticValues;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreparedStatementsIT {
    private static final Pattern DECLARED =
            Pattern.compile("static final (?:Limited)?Statement \\w+\\s*=");

    /**
     * SQLStates of a COPY that fits the schema: ended by the driver, and not allowed to freeze rows
     * outside the transaction that emptied the table.
     */
    private static final Set<String> AGREED = Set.of("57014", "55000");

    /** Classes that make statements of others' texts and have none themselves. */
    private static final Set<String> MAKERS =
            Set.of(LimitedStatement.class.getName(), TableStatement.class.getName());

    @Test
    void everyStatementOfEveryModuleFitsTheMigratedSchema() throws Exception {
        List<String> misfits = new ArrayList<>();
        try (TestDatabase database = migrated();
                Connection connection = database.dataSource().getConnection()) {
            for (Statement statement :
                    statements().values().stream().flatMap(List::stream).toList()) {
                try {
                    prepare(database, connection, statement);
                } catch (SQLException e) {
                    misfits.add(statement.name() + ": " + e.getMessage());
                }
            }
        }
        assertThat(misfits).isEmpty();
    }

    @Test
    void everyStatementThatHasAPlanIsExplainedWhateverItsValuesAre() throws Exception {
        List<String> misfits = new ArrayList<>();
        int explained = 0;
        try (TestDatabase postgres = migrated();
                Database database =
                        Database.forCommand(
                                new DatabaseAddress(postgres.jdbcUrl(), "postgres", ""))) {
            Explain explain = new Explain(database);
            for (Statement statement :
                    statements().values().stream().flatMap(List::stream).toList()) {
                if (Explain.isPossible(statement) && isOfTheSchema(statement)) {
                    try {
                        explained += explain.generic(statement).shape().isEmpty() ? 0 : 1;
                    } catch (RuntimeException e) {
                        misfits.add(statement.name() + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(misfits).isEmpty();
        assertThat(explained).isGreaterThan(300);
    }

    private static boolean isOfTheSchema(Statement statement) {
        return !statement.text().contains("bare_parts");
    }

    @Test
    void noStatementOfTheSourcesIsOverlooked() throws IOException {
        Map<String, List<Statement>> found = statements();

        assertThat(found)
                .hasSizeGreaterThan(10)
                .allSatisfy((_, all) -> assertThat(all).isNotEmpty());
        for (Path sources : sources()) {
            for (String name : StaticValues.classes(sources, "Statement.of(")) {
                String text = Files.readString(sources.resolve(name.replace('.', '/') + ".java"));
                Matcher declared = DECLARED.matcher(text);
                assertThat(
                                found.getOrDefault(name, List.of()).stream()
                                        .map(Statement::name)
                                        .distinct())
                        .as(name)
                        .hasSizeGreaterThanOrEqualTo((int) declared.results().count());
            }
        }
    }

    private static TestDatabase migrated() {
        return TestPostgres.fresh(
                "migrated",
                url -> Schema.of(new DatabaseAddress(url, "postgres", "").source()).apply());
    }

    /** The server parses it, and names types for every parameter and column. */
    private static void prepare(TestDatabase database, Connection connection, Statement statement)
            throws SQLException {
        if (statement.text().startsWith("copy")) {
            copied(database, statement);
            return;
        }
        try (var prepared = connection.prepareStatement(statement.sql())) {
            assertThat(prepared.getParameterMetaData().getParameterCount()).isNotNegative();
            prepared.getMetaData();
        }
    }

    /**
     * Only running it checks a COPY: the driver, which wants another call for it, ends it before
     * its first row once the server has agreed.
     */
    private static void copied(TestDatabase database, Statement statement) throws SQLException {
        try (Connection own = database.dataSource().getConnection();
                var copy = own.createStatement()) {
            copy.execute(statement.text());
        } catch (SQLException e) {
            if (!AGREED.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static Map<String, List<Statement>> statements() throws IOException {
        Map<String, List<Statement>> found = new TreeMap<>();
        for (Path sources : sources()) {
            for (String name : StaticValues.classes(sources, "Statement.of(")) {
                List<Statement> all = new ArrayList<>(StaticValues.in(name, Statement.class));
                StaticValues.in(name, LimitedStatement.class)
                        .forEach(limited -> all.addAll(limited.variants()));
                if (!MAKERS.contains(name)) {
                    found.put(name, all);
                }
            }
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        Path modules = Path.of(System.getProperty("stoa.root", "../..")).resolve("modules");
        try (Stream<Path> all = Files.list(modules)) {
            return all.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
