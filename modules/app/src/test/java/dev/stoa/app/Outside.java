package dev.stoa.app;

import dev.stoa.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Packaged services on a PostgreSQL of the test's own, filled with the demo. */
final class Outside {
    private Outside() {}

    /** A service named {@code name} in {@code folder} that uses the database at {@code url}. */
    static PackagedService demo(Path folder, String name, String url, String... more)
            throws Exception {
        var command = new ArrayList<>(List.of("demo"));
        for (String setting :
                List.of(
                        "database.url=" + url,
                        "rate-limits.profile=off",
                        "secrets.cursor-key=a key of a test that is long enough",
                        "secrets.key-pepper=a pepper of a test that is long enough")) {
            command.addAll(List.of("--set", setting));
        }
        for (String setting : more) {
            command.addAll(List.of("--set", setting));
        }
        return PackagedService.started(
                folder.resolve(name),
                PackagedService.QUICK,
                Map.of(),
                command.toArray(String[]::new));
    }

    static PackagedService demo(Path folder, String name, PostgresServer server, String... more)
            throws Exception {
        return demo(folder, name, server.jdbcUrl(), more);
    }
}
