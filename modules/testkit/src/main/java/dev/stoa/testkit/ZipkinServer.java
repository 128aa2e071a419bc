package dev.stoa.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Zipkin on a free loopback port that keeps spans in memory. It knows no OTLP: what an
 * {@link OtlpReceiver} took is handed on in Zipkin's own form.
 */
public final class ZipkinServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ServerProcess process;
    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ZipkinServer(ServerProcess process, int port) {
        this.process = process;
        this.address = "http://127.0.0.1:" + port;
    }

    /**
     * Starts one and waits until it is well.
     *
     * @param jar the executable server
     * @param folder for its log
     */
    public static ZipkinServer start(Path jar, Path folder) throws Exception {
        int port = FreePort.any();
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        jar.toString(),
                        "--armeria.ports[0].ip=127.0.0.1",
                        "--armeria.ports[0].port=" + port,
                        "--armeria.ports[0].protocols[0]=http");
        builder.environment().put("STORAGE_TYPE", "mem");
        ZipkinServer server =
                new ZipkinServer(ServerProcess.start(builder, folder.resolve("zipkin.log")), port);
        try {
            server.awaitHealth();
        } catch (AssertionError | Exception e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitHealth() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (send(HttpRequest.newBuilder(URI.create(address + "/health"))).statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException _) {
                // Not listening yet.
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Zipkin did not start");
    }

    /** Where its pages and its API are. */
    public String address() {
        return address;
    }

    /** Takes spans; what OpenTelemetry has and Zipkin has not becomes tags. */
    public void take(List<ReceivedSpan> spans) {
        ArrayNode all = JSON.createArrayNode();
        spans.forEach(span -> all.add(json(span)));
        try {
            HttpResponse<String> answer =
                    send(
                            HttpRequest.newBuilder(URI.create(address + "/api/v2/spans"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(all.toString())));
            if (answer.statusCode() != 202) {
                throw new AssertionError("Zipkin refused spans: " + answer.body());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode json(ReceivedSpan span) {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("traceId", span.traceId())
                        .put("id", span.spanId())
                        .put("name", span.name())
                        .put("timestamp", span.started() / 1000)
                        .put("duration", Math.max(1, (span.ended() - span.started()) / 1000));
        if (!span.parentId().isEmpty()) {
            json.put("parentId", span.parentId());
        }
        if (!span.kind().equals("INTERNAL")) {
            json.put("kind", span.kind());
        }
        json.putObject("localEndpoint").put("serviceName", "stoa");
        String system = span.attributes().get("db.system.name");
        if (system != null) {
            json.putObject("remoteEndpoint").put("serviceName", system);
        }
        ObjectNode tags = json.putObject("tags");
        span.attributes().forEach(tags::put);
        span.told().forEach(tags::put);
        if (span.isError() && !span.attributes().containsKey("error")) {
            tags.put("error", span.attributes().getOrDefault("error.type", "true"));
        }
        ArrayNode annotations = json.putArray("annotations");
        span.events()
                .forEach(
                        event ->
                                annotations
                                        .addObject()
                                        .put("timestamp", span.ended() / 1000)
                                        .put("value", event));
        return json;
    }

    /**
     * The spans of a trace as Zipkin's API has them, once it has any.
     *
     * @throws AssertionError when it has none within 15 s
     */
    public JsonNode trace(String traceId) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < end) {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(URI.create(address + "/api/v2/trace/" + traceId)));
            if (answer.statusCode() == 200) {
                return JSON.readTree(answer.body());
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Zipkin has no trace " + traceId);
    }

    /** The tags of the first span of {@code trace} with that name, in Zipkin's lower case. */
    public static Map<String, String> tags(JsonNode trace, String name) {
        for (JsonNode span : trace) {
            if (span.path("name").asText().equals(name)) {
                return JSON.convertValue(
                        span.path("tags"),
                        JSON.getTypeFactory()
                                .constructMapType(Map.class, String.class, String.class));
            }
        }
        throw new AssertionError("no span " + name + " in " + trace);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
