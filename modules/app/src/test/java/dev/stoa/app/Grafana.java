package dev.stoa.app;

import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** The scripts of {@code grafana/}, run by node with the packages that their lock file names. */
final class Grafana {
    private static final Path FOLDER = Path.of(System.getProperty("stoa.root"), "grafana");

    private Grafana() {}

    /**
     * What a script ended with.
     *
     * @param code 0 for nothing to say against
     * @param output all it printed
     */
    record Ended(int code, String output) {}

    /** Runs node in {@code grafana/}; see {@link Tool#find} where there is none. */
    static Ended node(String... arguments) throws Exception {
        Path node = Tool.find("node");
        packages();
        return run(node, arguments);
    }

    /** Installs the packages once for each lock file: a build without a registry skips the test. */
    private static void packages() throws Exception {
        Path lock = FOLDER.resolve("package-lock.json");
        Path installed = FOLDER.resolve("node_modules/.installed");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
            return;
        }
        Ended ended =
                run(
                        Tool.find("npm"),
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error");
        if (ended.code() == 0) {
            Files.copy(lock, installed);
        } else if ("required".equals(System.getProperty("stoa.tools"))) {
            throw new AssertionError("npm ci: " + ended.output());
        } else {
            throw new TestAbortedException("skipped: npm ci: " + ended.output());
        }
    }

    private static Ended run(Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("grafana", ".out");
        Process process =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                throw new IOException(command + " did not end:\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
