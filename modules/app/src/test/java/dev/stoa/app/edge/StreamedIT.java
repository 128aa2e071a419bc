package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that are written while they are sent. */
class StreamedIT {
    private static final String DOCUMENT = "/api/edge/streamed?how=";

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node =
                RunningNode.started(
                        "request.deadline",
                        "500ms",
                        "http.concurrency.limit",
                        "1",
                        "http.concurrency.queue",
                        "1",
                        "live.max-streams",
                        "2");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url(path)))
                            .headers(headers)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + node.node().httpPort() + path;
    }

    @Test
    void aLongDocumentComesWholeInChunks() throws Exception {
        HttpResponse<String> answer = node.get(DOCUMENT + "long");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(answer.headers().firstValue("ETag")).contains("W/\"long\"");
        assertThat(answer.headers().firstValue("X-Trace-Id")).isPresent();
        assertThat(answer.body()).hasSize(EdgeProvider.LINE.length * EdgeProvider.LINES);
    }

    @Test
    void itComesCompressedWhereThatIsAskedFor() throws Exception {
        HttpResponse<byte[]> answer = bytes(DOCUMENT + "long", "Accept-Encoding", "gzip");

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(plain.readAllBytes()).hasSize(EdgeProvider.LINE.length * EdgeProvider.LINES);
        }
        assertThat(answer.body().length).isLessThan(20_000);
    }

    @Test
    void aShortOneHasALength() throws Exception {
        HttpResponse<String> answer = node.get(DOCUMENT + "short");

        assertThat(answer.headers().firstValue("Content-Length"))
                .contains("" + EdgeProvider.LINE.length);
        assertThat(answer.headers().firstValue("ETag")).contains("W/\"short\"");
    }

    @Test
    void whoHasItIsToldSoWithoutWritingIt() throws Exception {
        for (String how : List.of("long", "fails-at-once")) {
            HttpResponse<String> answer =
                    node.get(DOCUMENT + how, "If-None-Match", "W/\"" + how + "\"");
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.headers().firstValue("ETag")).contains("W/\"" + how + "\"");
        }
    }

    @Test
    void headSaysWhatGetWouldAndTheNextRequestIsAnswered() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> head = node.send("HEAD", DOCUMENT + "long");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("ETag")).contains("W/\"long\"");
            assertThat(head.headers().firstValue("Content-Length")).isEmpty();
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void whatFailsAtOnceIsAProblem() throws Exception {
        HttpResponse<String> answer = node.get(DOCUMENT + "fails-at-once");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        Leaks.assertNone("fails-at-once", answer.body());
    }

    @Test
    void whatFailsLaterBreaksOffAndIsCountedAsOurFault() throws Exception {
        long before = count("/api/edge/streamed", "500");

        assertThatThrownBy(() -> node.get(DOCUMENT + "fails-later"))
                .isInstanceOf(IOException.class);
        await("/api/edge/streamed", "500", before + 1);
    }

    @Test
    void aClientThatLeavesEndsItQuietly() throws Exception {
        long before = count("/api/edge/endless", "499");
        try (Open open = Open.at("/api/edge/endless")) {
            open.line();
        }
        await("/api/edge/endless", "499", before + 1);
    }

    @Test
    void streamsOutliveTheDeadlineAndLeaveRoomForRequestsAndHaveALimitOfTheirOwn()
            throws Exception {
        try (Open first = Open.at("/api/edge/endless");
                Open second = Open.at("/api/edge/endless")) {
            first.line();
            second.line();
            HttpResponse<String> third = node.get("/api/edge/endless");
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.body()).contains("overloaded");
            assertThat(third.headers().firstValue("Retry-After")).isPresent();
            assertThat(node.get("/api/edge/small").statusCode()).isEqualTo(200);
            for (int i = 0; i < 15; i++) {
                first.line();
            }
        }
    }

    @Test
    void aNodeThatStopsCutsThoseThatDoNotEnd() throws Exception {
        RunningNode stopping = RunningNode.started("drain.grace", "300ms");
        try (Open open = Open.at(stopping.node().httpPort(), "/api/edge/endless")) {
            open.line();
            long begun = System.nanoTime();
            stopping.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(8));
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    open.line();
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    private static void await(String route, String status, long wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (count(route, status) < wanted && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(count(route, status)).isEqualTo(wanted);
    }

    private static long count(String route, String status) {
        return node
                .node()
                .observability()
                .meters()
                .find("http.server.request.duration")
                .tags("route", route, "status", status)
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** A stream that is read line by line. */
    private record Open(RawHttp http, InputStream in) implements AutoCloseable {
        static Open at(String path) throws IOException {
            return at(node.node().httpPort(), path);
        }

        static Open at(int port, String path) throws IOException {
            RawHttp http = new RawHttp(port);
            http.send(
                    ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new Open(http, http.in());
        }

        /** Waits for the next line of the body. */
        String line() throws IOException {
            List<Integer> line = new ArrayList<>();
            while (true) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("the end");
                }
                if (c == '\n') {
                    StringBuilder text = new StringBuilder();
                    line.forEach(each -> text.append((char) each.intValue()));
                    if (text.indexOf("a line") >= 0) {
                        return text.toString();
                    }
                    line.clear();
                } else {
                    line.add(c);
                }
            }
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
