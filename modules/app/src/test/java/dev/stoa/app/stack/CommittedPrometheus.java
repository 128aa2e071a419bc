package dev.stoa.app.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus on a given file, with the flags of {@code compose.yaml}. */
final class CommittedPrometheus implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final Process process;
    private final String api;
    private final HttpClient client = HttpClient.newHttpClient();

    private CommittedPrometheus(Process process, String api) {
        this.process = process;
        this.api = api;
    }

    static CommittedPrometheus start(Path program, Path config, Path folder) throws IOException {
        String address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        for (String flag : StackFiles.texts(StackFiles.service("prometheus").path("command"))) {
            if (flag.startsWith("--config.file=")) {
                command.add("--config.file=" + config);
            } else if (flag.startsWith("--storage.tsdb.path=")) {
                command.add("--storage.tsdb.path=" + folder.resolve("data"));
            } else {
                command.add(flag);
            }
        }
        command.add("--web.listen-address=" + address);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        return new CommittedPrometheus(process, "http://" + address + "/api/v1/");
    }

    /** The answer to a query once it contains {@code wanted}. */
    String await(String query, String wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        String last = "";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                last =
                        client.send(
                                        HttpRequest.newBuilder(URI.create(api + query)).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
            } catch (IOException e) {
                last = e.toString();
            }
            if (last.contains(wanted)) {
                return last;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no " + wanted + " in " + last);
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> process).join();
        process.destroyForcibly();
    }
}
