package dev.stoa.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that a test started and that is stopped, by force if need be, when it is closed. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code program}.
     *
     * @param log takes all that it prints
     */
    public static ServerProcess start(ProcessBuilder program, Path log) throws IOException {
        return new ServerProcess(
                program.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
