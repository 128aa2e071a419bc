package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.CannotStart;
import dev.stoa.platform.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @TempDir Path data;

    private final List<String> said = new ArrayList<>();

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(data, Settings.of(Map.of()), said::add);
    }

    private static String value(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String command) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Test
    void isDurableAndHasItsExtensions() throws SQLException {
        try (var postgres = start()) {
            assertThat(value(postgres, "show fsync")).isEqualTo("on");
            assertThat(value(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(value(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(value(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(postgres, "show log_timezone")).isEqualTo("UTC");
            assertThat(value(postgres, "select count(*) >= 0 from pg_stat_statements"))
                    .isEqualTo("t");
            assertThat(value(postgres, "select similarity('stoa', 'stoa')")).isEqualTo("1");
            assertThat(value(postgres, "select upper('\u00e4')")).isEqualTo("\u00c4");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (var postgres = start()) {
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                                    postgres.jdbcUrl(), postgres.user(), "guess")
                                            .close())
                    .hasMessageContaining("password authentication failed");
            assertThat(data.resolve("postgres.properties"))
                    .satisfies(
                            file ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(file)))
                                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void keepsDataAndPortFromOneStartToTheNext() throws SQLException {
        int port;
        try (var postgres = start()) {
            port = postgres.port();
            execute(postgres, "create table kept as select 42 as answer");
        }
        try (var postgres = start()) {
            assertThat(value(postgres, "select answer from kept")).isEqualTo("42");
            assertThat(postgres.port()).isEqualTo(port);
        }
    }

    @Test
    void refusesASecondOwnerByNameAndLetsCommandsJoin() throws SQLException {
        try (var postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            try (var joined = EmbeddedPostgres.join(data, Settings.of(Map.of()), said::add)) {
                assertThat(joined.isOwned()).isFalse();
                assertThat(value(joined, "select 1")).isEqualTo("1");
            }
            assertThat(value(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void isNotHeldUpByAStaleFileWhoseNumberNowBelongsToAnother() throws IOException, SQLException {
        start().close();
        Files.writeString(
                data.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n");
        try (var postgres = start()) {
            assertThat(value(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void replacesThePostgresOfAKilledNodeAndRecoversWhatWasCommitted()
            throws IOException, InterruptedException, SQLException {
        Process node = childNode();
        String orphan = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
        node.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(Long.parseLong(orphan))).isPresent();
        var other = Settings.of(Map.of("database.embedded.shared-buffers", "32MiB"));
        try (var postgres = EmbeddedPostgres.start(data, other, said::add)) {
            assertThat(said).anyMatch(line -> line.contains("Stopping PostgreSQL " + orphan));
            assertThat(value(postgres, "show shared_buffers")).isEqualTo("32MB");
            assertThat(value(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void isStartedAgainAsItWasWhenItIsKilledAlone() throws Exception {
        try (var postgres = start()) {
            execute(postgres, "create table kept as select 42 as answer");
            for (int kills = 1; kills <= 2; kills++) {
                long killed =
                        Long.parseLong(
                                Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                                        .getFirst());
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                long end = System.nanoTime() + 10_000_000_000L;
                while (postgres.restarts() < kills && System.nanoTime() < end) {
                    Thread.sleep(10);
                }
                assertThat(value(postgres, "select answer from kept")).isEqualTo("42");
                assertThat(postgres.restarts()).isEqualTo(kills);
            }
            assertThat(Files.readString(data.resolve("postgres.log")))
                    .as("the log of all three")
                    .contains("was not properly shut down");
        }
        Thread.sleep(300);
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    private Process childNode() throws IOException {
        Process node =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Owner.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        // the end of the line it prints when its table is there
        var line = new byte[3];
        assertThat(node.getInputStream().readNBytes(line, 0, 3)).isEqualTo(3);
        assertThat(new String(line, StandardCharsets.US_ASCII)).isEqualTo("up\n");
        return node;
    }

    /** A node that is going to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            var postgres =
                    EmbeddedPostgres.start(Path.of(arguments[0]), Settings.of(Map.of()), _ -> {});
            execute(postgres, "create table kept as select 42 as answer");
            System.out.print("up\n");
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
