package dev.stoa.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.maintenance.top.CheckCommand;
import dev.stoa.maintenance.top.TopCommand;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import picocli.CommandLine;

/** {@code top} and {@code check} against a running node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandsIT {
    private static final Path DATA =
            Path.of("target", "commands-" + ProcessHandle.current().pid(), "made");

    private final RunningNode node = RunningNode.in(DATA);

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private record Ran(int code, String out) {}

    private Workbench bench() {
        return bench(node.database());
    }

    private static Workbench bench(TestDatabase database) {
        Map<String, String> texts = new HashMap<>();
        texts.put("database.url", database.jdbcUrl());
        texts.put("database.user", "postgres");
        Settings settings = Settings.of(texts);
        return new Workbench(
                () -> settings, _ -> DATA, _ -> {}, Progress.NONE, PlatformSettings.all());
    }

    private Ran run(Object command, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            return new Ran(new CommandLine(command).execute(arguments), out.toString(UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + node.node().adminPort();
    }

    @Test
    void topPrintsTheLineOfTheReports() {
        Ran ran = run(new TopCommand(bench()), "--once", "--url", url());
        assertThat(ran.out())
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d \\| DB: \\d+ms \\| Memory: \\d+MB \\| Cache: memory \\d+ %\\R");
        assertThat(ran.code()).isZero();
    }

    @Test
    void topFindsTheNodeOfTheDataFolder() {
        Ran ran = run(new TopCommand(bench()), "--once");
        assertThat(ran.out()).contains("| DB: ");
    }

    @Test
    void checkFailsForANodeOnAnotherDatabase() throws IOException {
        try (TestDatabase other = TestPostgres.fresh()) {
            Ran ran = run(new CheckCommand(bench(other)), "--url", url());
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out()).containsPattern("database +FAILED .*works on another than");
        }
    }

    @Test
    void topSaysWhereNothingListens() {
        Ran ran = run(new TopCommand(bench()), "--once", "--url", "http://127.0.0.1:1");
        assertThat(ran.out()).contains("nothing listens at http://127.0.0.1:1");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(run(new TopCommand(bench()), "--url", "nowhere").code()).isEqualTo(2);
    }

    @Test
    void checkPassesAWellNodeAndFailsOneWithAnIndexGoneOrInvalid() {
        Ran well = run(new CheckCommand(bench()), "--url", url());
        assertThat(well.out().lines().skip(1))
                .hasSize(5)
                .allMatch(
                        line ->
                                line.matches(
                                        "(health|memory|database|migrations|indexes) +ok +.+"));
        assertThat(well.code()).isZero();

        node.database().execute("drop index idx_findings_open");
        node.database()
                .execute(
                        "update pg_index set indisvalid = false"
                                + " where indexrelid = cast('idx_threads_structure_id' as regclass)");
        Ran ill = run(new CheckCommand(bench()), "--url", url());
        assertThat(ill.out())
                .containsPattern("indexes +FAILED +missing: idx_findings_open")
                .contains("invalid: idx_threads_structure_id");
        assertThat(ill.code()).isEqualTo(1);

        Ran stranger =
                run(
                        new CheckCommand(bench()),
                        "--url",
                        "http://127.0.0.1:" + node.node().httpPort());
        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.out())
                .containsPattern("memory +FAILED .*does not answer as an admin listener")
                .containsPattern("database +FAILED +node and database can't be matched");

        Ran alone = run(new CheckCommand(bench()), "--url", "http://127.0.0.1:1");
        assertThat(alone.out()).containsPattern("health +FAILED +nothing listens");
        assertThat(alone.code()).isEqualTo(1);
    }
}
