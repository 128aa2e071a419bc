package dev.stoa.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free loopback port, empty at each start, that can be killed and frozen. */
public final class TestRedis implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);

    private final File executable;
    private final int port;
    private @Nullable Process process;

    private TestRedis(File executable, int port) {
        this.executable = executable;
        this.port = port;
    }

    /** A Redis that answers. */
    public static TestRedis started() {
        TestRedis redis = absent();
        redis.start();
        return redis;
    }

    /** A port with no Redis behind it yet. */
    public static TestRedis absent() {
        try {
            return new TestRedis(ExecutableProvider.newJarResourceProvider().get(), FreePort.any());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it, empty, on its port; returns when it accepts connections. */
    public void start() {
        try {
            process =
                    new ProcessBuilder(
                                    executable.getPath(),
                                    "--port",
                                    Integer.toString(port),
                                    "--bind",
                                    "127.0.0.1",
                                    "--save",
                                    "",
                                    "--appendonly",
                                    "no")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            awaitConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitConnections() throws IOException {
        long until = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > until || !running().isAlive()) {
                    throw e;
                }
                Signal.pause(Duration.ofMillis(20));
            }
        }
    }

    /** Ends it as kill -9 does and waits until it is gone. */
    public void kill() {
        running().destroyForcibly();
        try {
            running().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** Stops it in its tracks: connections stay open, nothing answers. */
    public void freeze() {
        Signal.send("STOP", running().pid());
    }

    /** Lets it go on. */
    public void thaw() {
        Signal.send("CONT", running().pid());
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Redis was not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
