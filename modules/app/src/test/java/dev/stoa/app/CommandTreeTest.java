package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTreeTest {
    @TempDir Path data;

    private int run(String... arguments) {
        return new CommandTree().run(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "backup --help",
                "demo --help",
                "jobs --help",
                "jobs list --help",
                "jobs run --help",
                "migrate --help",
                "migrate status --help",
                "migrate rollback --help",
                "postgres --help",
                "restore --help",
                "settings --help"
            })
    void everyCommandExplainsItself(String arguments) {
        assertThat(run(arguments.split(" "))).isZero();
    }

    @Test
    void aWrongCommandLineEndsWithTwo() {
        assertThat(run("bogus")).isEqualTo(2);
        assertThat(run("demo", "--size", "huge")).isEqualTo(2);
        assertThat(
                        run(
                                "keys",
                                "create",
                                "--member",
                                "ann",
                                "--scope",
                                "forum:read",
                                "--name",
                                "a\u001b[2Jb"))
                .isEqualTo(2);
    }

    @Test
    void anUnknownSettingEndsWithThreeWhereverTheOptionStands() {
        assertThat(run("--set", "http.prot=1")).isEqualTo(3);
        assertThat(run("--set", "http.prot=1", "migrate", "status")).isEqualTo(3);
        assertThat(run("migrate", "status", "--set", "http.prot=1")).isEqualTo(3);
        assertThat(run("--config", data.resolve("absent.yaml").toString())).isEqualTo(3);
    }

    @Test
    void aTakenPortEndsWithFourBeforeADatabaseIsMade() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--set", "http.port=" + taken.getLocalPort(), "--set", "data=" + data))
                    .isEqualTo(4);
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDumpThatIsNotThereIsToldBeforeADatabaseIsMade() {
        assertThat(
                        run(
                                "import",
                                "stackexchange",
                                data.resolve("none").toString(),
                                "--set",
                                "data=" + data))
                .isEqualTo(1);
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migrate status",
                "migrate rollback --to floor",
                "jobs list",
                "check",
                "indexes list",
                "indexes create-missing",
                "keys list --member ann",
                "backup target/none.backup"
            })
    void commandsThatNeedADatabaseMakeNone(String arguments) {
        String[] line = (arguments + " --set data=" + data).split(" ");

        assertThat(run(line)).isEqualTo(6);
        assertThat(data.resolve("postgres")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsAwayEndsWithSix() {
        assertThat(
                        run(
                                "migrate",
                                "status",
                                "--set",
                                "database.url=jdbc:postgresql://127.0.0.1:1/stoa"))
                .isEqualTo(6);
    }

    @Test
    void aDamagedBackupIsRefusedBeforeADatabaseIsMade() throws IOException {
        Path broken = Files.writeString(data.resolve("broken.backup"), "PK no archive");
        Path folder = data.resolve("new");
        assertThat(run("restore", broken.toString(), "--set", "data=" + folder)).isEqualTo(1);
        assertThat(folder).doesNotExist();
    }
}
