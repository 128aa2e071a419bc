package dev.stoa.load.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free port of the loopback interface, empty at each start. */
final class Redis implements AutoCloseable {
    private final String program;
    private final int port;
    private Process process;

    private Redis(String program, int port) throws IOException {
        this.program = program;
        this.port = port;
        this.process = begun();
    }

    static Redis started() throws IOException, InterruptedException {
        var redis = new Redis(ExecutableProvider.newJarResourceProvider().get().getPath(), free());
        redis.awaitConnections();
        return redis;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process begun() throws IOException {
        return new ProcessBuilder(
                        program,
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
    }

    private void awaitConnections() throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IOException("Redis did not start on port " + port);
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** MiB in use, with what it needs itself. */
    double memory() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("INFO memory\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            String told =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return told.lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .mapToDouble(line -> Double.parseDouble(line.split(":", 2)[1]) / (1024 * 1024))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Redis tells nothing of its memory"));
        }
    }

    void start() throws IOException, InterruptedException {
        process = begun();
        awaitConnections();
    }

    /** Ends it as kill -9 does and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
