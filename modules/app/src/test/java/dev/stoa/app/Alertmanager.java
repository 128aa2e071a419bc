package dev.stoa.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.testkit.FreePort;
import dev.stoa.testkit.ServerProcess;
import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A real Alertmanager on a free port of the loopback. */
final class Alertmanager implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerProcess process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private Alertmanager(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one; see {@link Tool#find} where there is none.
     *
     * @param folder of its own, for its data and its log
     */
    static Alertmanager start(Path folder, Path config) throws IOException {
        int port = FreePort.any();
        ProcessBuilder program =
                new ProcessBuilder(
                        Tool.find("prometheus-alertmanager").toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=");
        return new Alertmanager(ServerProcess.start(program, folder.resolve("log")), port);
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Waits until it holds an alert of that name back, as another inhibits it. */
    void awaitInhibited(String alert) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            last = answer();
            for (JsonNode each : JSON.readTree(last)) {
                if (each.at("/labels/alertname").asText().equals(alert)
                        && !each.at("/status/inhibitedBy").isEmpty()) {
                    return;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError(alert + " is not inhibited: " + last);
    }

    private String answer() throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://" + address() + "/api/v2/alerts"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException _) {
            return "[]";
        }
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
