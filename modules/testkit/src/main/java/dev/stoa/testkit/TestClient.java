package dev.stoa.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks one listener of a node on the loopback over HTTP. */
public final class TestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    public TestClient(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** An answer, read to its end. */
    public record Answer(int status, HttpHeaders headers, String body) {
        /** Statements run for it, as the node says. */
        public int statements() {
            return Integer.parseInt(header("X-Query-Count"));
        }

        /** The header's first value; empty where there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        /** The value at {@code path}, such as {@code /page/next}; empty for null or nothing. */
        public String text(String path) {
            JsonNode value = json().at(path);
            return value.isNull() ? "" : value.asText();
        }
    }

    /**
     * What GET answers.
     *
     * @param path with its query
     * @param headers names and values in turn
     */
    public Answer get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The body that GET answers, as it comes; to be closed. */
    public InputStream stream(String path) {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.ofInputStream()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What POST without a body answers. */
    public Answer post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /**
     * What a request with a JSON body answers.
     *
     * @param json the body; empty for none
     * @param headers names and values in turn
     */
    public Answer send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request =
                request(path)
                        .method(
                                method,
                                json.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
