package dev.stoa.load.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of ours that has said it is ready; closing it ends it as SIGTERM does. */
final class Program implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(10);

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts {@code command} and waits until a line of its output begins with {@code word}.
     *
     * @param output file that gets all it prints
     * @throws IOException where it ends before or takes ten minutes
     */
    static Program started(
            Path output, String word, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STOA_"));
        builder.environment().putAll(environment);
        var program = new Program(builder.start(), output);
        long end = System.nanoTime() + START.toNanos();
        while (program.line(word).isEmpty()) {
            if (!program.process.isAlive() || System.nanoTime() > end) {
                program.close();
                throw new IOException(command + " did not start:\n" + program.output());
            }
            Thread.sleep(50);
        }
        return program;
    }

    /** What follows {@code word} at the begin of a line. */
    Optional<String> line(String word) throws IOException {
        return output().lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()).strip())
                .findFirst();
    }

    String output() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
