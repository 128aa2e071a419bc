package dev.stoa.maintenance.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Progress;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import picocli.CommandLine;

/** What operators type about indexes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexCommandsIT {
    private final TestDatabase database =
            TestPostgres.fresh(
                    "migrated",
                    url -> Schema.of(new DatabaseAddress(url, "postgres", "").source()).apply());
    private final List<String> said = new ArrayList<>();
    private final Workbench workbench =
            new Workbench(
                    () ->
                            Settings.of(
                                    Map.of(
                                            "database.url",
                                            database.jdbcUrl(),
                                            "database.user",
                                            "postgres")),
                    _ -> Path.of("target"),
                    said::add,
                    Progress.NONE,
                    List.of());

    @AfterAll
    void close() {
        database.close();
    }

    private record Ran(int code, String out) {}

    private static Ran run(Object command, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream terminal = System.out;
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            return new Ran(new CommandLine(command).execute(arguments), bytes.toString(UTF_8));
        } finally {
            System.setOut(terminal);
        }
    }

    @Test
    void missingAndInvalidIndexesAreListedAndBuilt() {
        assertThat(run(new IndexesListCommand(workbench)).code()).isZero();
        database.execute("drop index idx_posts_tsv");
        database.execute(
                "update pg_index set indisvalid = false where indexrelid = 'idx_tags_popular'::regclass");

        Ran listed = run(new IndexesListCommand(workbench));
        assertThat(listed.code()).isEqualTo(1);
        assertThat(listed.out())
                .containsPattern("idx_posts_tsv +posts +- +- +MISSING +schema")
                .containsPattern("idx_tags_popular +tags .* INVALID +schema")
                .containsPattern("threads_pkey +threads .* valid +constraint");

        said.clear();
        Ran told = run(new IndexesCreateMissingCommand(workbench), "--dry-run");
        assertThat(told.code()).isZero();
        assertThat(told.out().lines())
                .containsExactlyInAnyOrder(
                        "create index concurrently idx_posts_tsv on posts using gin (tsv);",
                        "create index concurrently idx_tags_popular on tags (use_count desc, id);");

        assertThat(said).isEmpty();

        Ran built = run(new IndexesCreateMissingCommand(workbench));
        assertThat(built.code()).isZero();
        assertThat(built.out()).contains("idx_posts_tsv built in", "idx_tags_popular built in");
        assertThat(said).contains("built 2, failed 0");
        assertThat(run(new IndexesListCommand(workbench)).code()).isZero();
    }

    @Test
    void aDryRunLeavesAnOlderSchemaAsItIs() {
        try (TestDatabase empty = TestPostgres.fresh()) {
            Workbench other =
                    new Workbench(
                            () ->
                                    Settings.of(
                                            Map.of(
                                                    "database.url",
                                                    empty.jdbcUrl(),
                                                    "database.user",
                                                    "postgres")),
                            _ -> Path.of("target"),
                            _ -> {},
                            Progress.NONE,
                            List.of());
            List<String> sentences = new ArrayList<>();
            new CommandLine(new IndexesCreateMissingCommand(other))
                    .setExecutionExceptionHandler(
                            (failure, _, _) -> {
                                sentences.add(String.valueOf(failure.getMessage()));
                                return 7;
                            })
                    .execute("--dry-run");

            assertThat(sentences)
                    .singleElement()
                    .asString()
                    .startsWith("the database's schema is older than this version, by ");
            assertThat(
                            empty.rows(
                                    "select relname from pg_class where relnamespace = 'public'::regnamespace"))
                    .isEmpty();
        }
    }

    @Test
    void anIndexThatTheRowsForbidIsToldAndLeavesNothing() {
        database.execute("drop index idx_tags_name_lower");
        database.execute(
                "insert into tags (name, slug) values ('Java', 'java-1'), ('java', 'java-2')");

        Ran built = run(new IndexesCreateMissingCommand(workbench));

        assertThat(built.code()).isEqualTo(1);
        assertThat(built.out()).contains("idx_tags_name_lower NOT built: rows of tags break it");
        assertThat(database.rows("select to_regclass('idx_tags_name_lower')"))
                .containsExactly("null");
        database.execute("delete from tags");
        assertThat(run(new IndexesCreateMissingCommand(workbench)).code()).isZero();
    }
}
