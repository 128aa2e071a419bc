package dev.stoa.telemetry.live;

import static dev.stoa.telemetry.TestTelemetry.event;
import static dev.stoa.telemetry.TestTelemetry.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestMember;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveIT {
    private static final TestTelemetry STOA = TestTelemetry.shared();

    /** A stream as its raw lines, over a socket with a small buffer. */
    private static final class Reader implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader lines;

        Reader(String query, TestMember who) throws IOException {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(10_000);
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), STOA.node().httpPort()));
            socket.getOutputStream()
                    .write(
                            "GET /api/telemetry/live%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(query, who.token())
                                    .getBytes(StandardCharsets.UTF_8));
            lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            until("retry:");
        }

        String until(String word) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(word)) {
                    return line;
                }
            }
            throw new AssertionError("ended before " + word);
        }

        boolean isOver() throws IOException {
            while (true) {
                String line = lines.readLine();
                if (line == null || line.equals("0")) {
                    return true;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aReaderSeesASampleOfTheTypesAskedFor() throws Exception {
        try (Reader reader = new Reader("?types=live.b,live.c", STOA.admin())) {
            List<String> batch = new ArrayList<>(List.of(event("live.a", now())));
            for (int i = 0; i < 200; i++) {
                batch.add(event("live.b", now(), "\"props\":{\"n\":" + i + ",\n\"t\":\"a\\nb\"}"));
            }
            batch.add(event("live.c", now(), "\"sessionId\":\"last\""));
            STOA.send(batch.toArray(String[]::new));

            int shown = 0;
            String line = reader.until("data:");
            for (; line.contains("live.b"); line = reader.until("data:")) {
                assertThat(line).contains("\"t\":\"a\\nb\"");
                shown++;
            }
            assertThat(line).contains("\"type\":\"live.c\"", "\"sessionId\":\"last\"");
            assertThat(shown).isBetween(1, 5);
        }
    }

    @Test
    void whoeverReadsTooSlowlyHoldsNobodyUp() throws Exception {
        try (Reader _ = new Reader("?types=*", STOA.admin())) {
            String filler = "x".repeat(7_000);
            long started = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                String[] batch = new String[100];
                for (int j = 0; j < batch.length; j++) {
                    batch[j] =
                            event(
                                    "live.slow" + j % 20,
                                    now(),
                                    "\"props\":{\"t\":\"" + filler + "\"}");
                }
                assertThat(STOA.send(batch).status()).isEqualTo(202);
            }
            assertThat(System.nanoTime() - started).isLessThan(20_000_000_000L);
        }
    }

    @Test
    void aStreamEndsWithTheRightToLook() throws Exception {
        TestMember admin = TestMember.of("admin", STOA.http(), STOA.database());
        try (Reader reader = new Reader("?types=*", admin)) {
            TestClient.Answer left =
                    STOA.http()
                            .send(
                                    "DELETE",
                                    "/api/sessions/auth/sessions/current",
                                    "",
                                    admin.credential());
            if (left.status() >= 400) {
                STOA.platform()
                        .events()
                        .publish(
                                new dev.stoa.platform.Event.LoginsEnded(
                                        new dev.stoa.platform.MemberId(admin.id())));
            }
            assertThat(reader.isOver()).isTrue();
        }
    }

    /** As when another process ends it, and there is no Redis to tell of it. */
    @Test
    void aStreamEndsThoughNobodyTellsThatItsLoginDid() throws Exception {
        TestMember admin = TestMember.of("admin", STOA.http(), STOA.database());
        try (Reader reader = new Reader("?types=*", admin)) {
            STOA.database()
                    .execute(
                            "update login_sessions set ended_at = now() where user_id = "
                                    + admin.id());

            assertThat(reader.isOver()).isTrue();
        }
    }

    @Test
    void theSampleIsOfSoManyOfEachTypeASecond() {
        long[] now = {0};
        Sampler sampler = new Sampler(2, () -> now[0]);
        var a = text("a");
        var b = text("b");

        assertThat(sampler.of(List.of(a, a, a, b))).containsExactly(a, a, b);
        assertThat(sampler.of(List.of(a, b, b))).containsExactly(b);
        now[0] = 1_000_000_000;
        assertThat(sampler.of(List.of(a))).containsExactly(a);
    }

    private static dev.stoa.telemetry.event.TelemetryEvent text(String type) {
        return new dev.stoa.telemetry.event.TelemetryEvent(
                new dev.stoa.telemetry.event.EventKey(1, new java.util.UUID(1, 1)),
                type,
                null,
                null,
                "{}",
                "");
    }
}
