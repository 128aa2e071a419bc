package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests without measure: refused, or cut, and the heap does not notice. */
class SizeLimitsIT {
    private static final int MIB = 1 << 20;
    private static final String POST = "POST /api/edge/echo HTTP/1.1\r\nHost: x\r\n";

    private static RunningNode node;
    private long heapBefore;

    @BeforeAll
    static void start() throws Exception {
        node =
                RunningNode.started(
                        "http.read-timeout",
                        "1s",
                        "http.idle-timeout",
                        "2s",
                        "request.deadline",
                        "2s");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void measure() {
        heapBefore = heap();
    }

    @AfterEach
    void theHeapHasNotGrown() throws Exception {
        assertThat(heap() - heapBefore).isLessThan(64L * MIB);
        assertThat(node.get("/live").statusCode()).isEqualTo(200);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<Integer> ports() {
        return List.of(node.node().httpPort(), node.node().adminPort());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void tenGigabytesAreRefusedBeforeTheyCome() throws Exception {
        for (int port : ports()) {
            var answer = RawHttp.ask(port, POST + "Content-Length: 10737418240\r\n\r\n");
            Leaks.assertClientProblem("10 GB", answer);
            assertThat(answer.status()).isEqualTo(413);
        }
    }

    @Test
    void chunksWithoutEndAreCut() throws Exception {
        byte[] chunk = bytes("10000\r\n" + "x".repeat(65536) + "\r\n");
        try (var http = new RawHttp(node.node().httpPort())) {
            http.send(bytes(POST + "Transfer-Encoding: chunked\r\n\r\n"));
            int sent = 0;
            while (sent < 4000 && http.send(chunk)) {
                sent++;
            }
            assertThat(sent).isLessThan(4000);
        }
    }

    @Test
    void aBodyOverTheRoutesLimitIsTooLarge() throws Exception {
        String body = "x".repeat(EdgeProvider.MOST + 1);
        var answer =
                RawHttp.ask(
                        node.node().httpPort(),
                        POST + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        Leaks.assertClientProblem("64 KiB and one", answer);
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aCompressedBombIsNeverInflated() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 50; i++) {
                gzip.write(new byte[MIB]);
            }
        }
        var request = new ByteArrayOutputStream();
        request.writeBytes(
                bytes(
                        POST
                                + "Content-Encoding: gzip\r\nConnection: close\r\nContent-Length: "
                                + bomb.size()
                                + "\r\n\r\n"));
        request.writeBytes(bomb.toByteArray());
        var answer = RawHttp.ask(node.node().httpPort(), request.toByteArray(), 2000);
        assertThat(answer.status()).isIn(200, 400, 413, 415);
        assertThat(answer.body().length()).isLessThanOrEqualTo(bomb.size());
    }

    @Test
    void longHeadersAndAddressesAreRefused() throws Exception {
        for (int port : ports()) {
            var headers =
                    RawHttp.ask(
                            port,
                            "GET /live HTTP/1.1\r\nHost: x\r\nX-Long: "
                                    + "x".repeat(17 * 1024)
                                    + "\r\n\r\n");
            Leaks.assertClientProblem("17 kB of header", headers);
            assertThat(headers.status()).isEqualTo(431);
            var address =
                    RawHttp.ask(
                            port, "GET /live?" + "x".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            Leaks.assertClientProblem("9 kB of address", address);
            assertThat(address.status()).isEqualTo(414);
        }
    }

    @Test
    void aHeaderThatDripsInIsCutOff() throws Exception {
        assertThat(closedWithin("GET /live HTTP/1.1\r\nHost: x\r\nX-Slow: ", 6)).isTrue();
    }

    @Test
    void aBodyThatDripsInIsCutOff() throws Exception {
        assertThat(closedWithin(POST + "Content-Length: 1000\r\n\r\n", 8)).isTrue();
    }

    /** Whether the server answers or closes within some seconds, while a byte comes each 200 ms. */
    private static boolean closedWithin(String start, int seconds) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.node().httpPort())) {
            socket.setSoTimeout(200);
            socket.getOutputStream().write(bytes(start));
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                try {
                    socket.getOutputStream().write('x');
                    socket.getOutputStream().flush();
                    socket.getInputStream().read();
                    return true;
                } catch (SocketTimeoutException _) {
                    // Still open: the next byte.
                } catch (IOException _) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void aConnectionEndsWhenTheClientAsksForIt() throws Exception {
        for (String path : List.of("/live", "/nope", "/api/forum/threads")) {
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), node.node().httpPort())) {
                socket.setSoTimeout(3000);
                socket.getOutputStream()
                        .write(
                                bytes(
                                        "GET "
                                                + path
                                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
                assertThat(
                                new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 ")
                        .endsWith("}");
            }
        }
    }
}
