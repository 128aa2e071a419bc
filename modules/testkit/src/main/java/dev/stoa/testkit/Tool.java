package dev.stoa.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** A program from outside the build that some tests need. */
public final class Tool {
    private Tool() {}

    /**
     * Where {@code program} is on the search path. Where it is not, the test is skipped, saying so,
     * or fails when the system property {@code stoa.tools} is {@code required}.
     */
    public static Path find(String program) {
        Optional<Path> found =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty() && "required".equals(System.getProperty("stoa.tools"))) {
            throw new AssertionError(program + " is required and not on the path");
        }
        return found.orElseThrow(
                () -> new TestAbortedException("skipped: " + program + " is not on the path"));
    }
}
