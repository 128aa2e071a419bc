package dev.stoa.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Prometheus on a free loopback port that scrapes twice a second. */
public final class Prometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Process process, int port) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
    }

    /**
     * Starts one; see {@link Tool#find} where there is none.
     *
     * @param folder of its own, for its data and its log
     * @param jobs the items of {@code scrape_configs} in YAML, indented by two
     */
    public static Prometheus start(Path folder, String jobs) throws IOException {
        Path program = Tool.find("prometheus");
        int port = freePort();
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                "global: {scrape_interval: 500ms, scrape_timeout: 400ms}\nscrape_configs:\n"
                        + jobs);
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--enable-feature=exemplar-storage")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        return new Prometheus(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        return url;
    }

    /**
     * The answer to {@code query}, a path below {@code /api/v1/}, once it contains {@code wanted}.
     *
     * @throws AssertionError when it doesn't within 15 s
     */
    public String await(String query, String wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            last = answer(query);
            if (last.contains(wanted)) {
                return last;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no " + wanted + " in " + last);
    }

    private String answer(String query) throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + "/api/v1/" + query)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        client.close();
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
