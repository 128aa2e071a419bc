package dev.stoa.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Prometheus on a free loopback port that scrapes twice a second. */
public final class Prometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerProcess process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(ServerProcess process, int port) {
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
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                "global: {scrape_interval: 500ms, scrape_timeout: 400ms}\nscrape_configs:\n"
                        + jobs);
        return start(
                folder,
                List.of(
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--enable-feature=exemplar-storage"));
    }

    /**
     * Starts one with {@code flags}, on a port of its own.
     *
     * @param folder of its own, for its log
     */
    public static Prometheus start(Path folder, List<String> flags) throws IOException {
        int port = FreePort.any();
        List<String> command = new ArrayList<>(List.of(Tool.find("prometheus").toString()));
        command.addAll(flags);
        command.add("--web.listen-address=127.0.0.1:" + port);
        return new Prometheus(
                ServerProcess.start(new ProcessBuilder(command), folder.resolve("log")), port);
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        return url;
    }

    /**
     * The answer to {@code query}, a path below {@code /api/v1/}, once it contains {@code wanted}.
     *
     * @throws AssertionError when it doesn't within 20 s, or it ended
     */
    public String await(String query, String wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end && process.isAlive()) {
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
        process.close();
    }
}
