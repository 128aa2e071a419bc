package dev.stoa.telemetry.ingest;

import static dev.stoa.telemetry.TestTelemetry.EVENTS;
import static dev.stoa.telemetry.TestTelemetry.event;
import static dev.stoa.telemetry.TestTelemetry.now;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IngestIT {
    private static final TestTelemetry STOA = TestTelemetry.shared();

    private static long stored(String type) {
        return STOA.database()
                .number("select count(*) from telemetry_events where type = '" + type + "'");
    }

    @Test
    void aBatchIsStoredAndEachWrongEventIsNamed() {
        Instant at = now();
        String address = "0xABCDEF0123456789abcdef0123456789ABCDEF01";

        Answer answer =
                STOA.send(
                        event("in.one", at, "\"address\":\"" + address + "\""),
                        event("in.one", at, "\"props\":{\"a\":{}}"),
                        event("in.one", at.plus(Duration.ofMinutes(61))),
                        event(
                                "in.one",
                                at,
                                "\"sessionId\":\"s1\",\"props\":{\"ms\":12.50,\"t\":\"a\\tb\"}"),
                        event("in.one", at.minus(Duration.ofDays(400))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/duplicates").asInt()).isZero();
        assertThat(answer.json().at("/rejected").findValuesAsText("index"))
                .containsExactly("1", "2", "4");
        assertThat(answer.json().at("/rejected").findValuesAsText("code"))
                .containsExactly("invalid-props", "too-new", "too-old");
        assertThat(
                        STOA.database()
                                .rows(
                                        """
                                        select session_id, address, props ->> 't', props -> 'ms' from telemetry_events
                                         where type = 'in.one' order by session_id nulls first"""))
                .containsExactly(
                        "null|0xabcdef0123456789abcdef0123456789abcdef01|null|null",
                        "s1|null|a\tb|12.50");
    }

    @Test
    void anEventSentAgainIsCountedOnceAndOneAtAnotherTimeIsAnother() {
        UUID id = UUID.randomUUID();
        Instant at = now();

        Answer first =
                STOA.send(
                        event(id, "in.again", at),
                        event(id, "in.again", at),
                        event(id, "in.again", at.plusMillis(1)));
        Answer again = STOA.send(event(id, "in.again", at), event("in.again", at));

        assertThat(counts(first)).containsExactly(2, 1);
        assertThat(counts(again)).containsExactly(1, 1);
        assertThat(stored("in.again")).isEqualTo(3);
    }

    private static List<Integer> counts(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode json = answer.json();
        return List.of(json.at("/accepted").asInt(), json.at("/duplicates").asInt());
    }

    /** Requests gathered into one statement share events; each is told of its own. */
    @Test
    void whoeverSendsTheSameAtOnceIsToldExactlyWhatWasTheirs() throws Exception {
        int clients = 24;
        Instant at = now();
        List<String> pool = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            pool.add(event(UUID.randomUUID(), "in.shared", at.plusMillis(i % 7)));
        }
        int sent = 0;
        int accepted = 0;
        int duplicates = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                List<String> mine = new ArrayList<>(pool);
                Collections.shuffle(mine, new Random(client));
                List<String> some = mine.subList(0, 150);
                sent += some.size();
                answers.add(threads.submit(() -> STOA.send(some.toArray(String[]::new))));
            }
            for (Future<Answer> answer : answers) {
                List<Integer> counts = counts(answer.get());
                assertThat(counts.getFirst() + counts.getLast()).isEqualTo(150);
                accepted += counts.getFirst();
                duplicates += counts.getLast();
            }
        }
        assertThat(accepted).isEqualTo(stored("in.shared")).isEqualTo(400);
        assertThat(duplicates).isEqualTo(sent - 400);
        STOA.folded();
        assertThat(STOA.wrong()).isZero();
    }

    @Test
    void linesAndPackedBodiesAreTaken() throws Exception {
        String lines = event("in.lines", now()) + "\n{\n" + event("in.lines", now()) + "\n";

        HttpResponse<String> plain =
                post("application/x-ndjson", "identity", lines.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> packed =
                post(
                        "application/json; charset=utf-8",
                        "gzip",
                        gzip(
                                ("[" + event("in.lines", now()) + "]")
                                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(202);
        assertThat(plain.body()).contains("\"accepted\":2", "\"index\":1,\"code\":\"malformed\"");
        assertThat(packed.statusCode()).as(packed.body()).isEqualTo(202);
        assertThat(stored("in.lines")).isEqualTo(3);
    }

    @Test
    void aBombIsRefusedAndSoIsWhatIsPackedOtherwiseOrBadly() throws Exception {
        byte[] bomb = gzip(new byte[200 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(1024 * 1024);
        long before = used();

        HttpResponse<String> bombed = post("application/json", "gzip", bomb);
        HttpResponse<String> broken =
                post("application/json", "gzip", "[]".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> brotli = post("application/json", "br", new byte[10]);
        HttpResponse<String> large =
                post("application/json", "identity", new byte[1024 * 1024 + 1]);

        assertThat(bombed.statusCode()).as(bombed.body()).isEqualTo(413);
        assertThat(broken.statusCode()).as(broken.body()).isEqualTo(400);
        assertThat(brotli.statusCode()).as(brotli.body()).isEqualTo(415);
        assertThat(large.statusCode()).as(large.body()).isEqualTo(413);
        assertThat(used() - before).isLessThan(64 * 1024 * 1024);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static HttpResponse<String> post(String type, String coding, byte[] body)
            throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:" + STOA.node().httpPort() + EVENTS))
                            .header("Content-Type", type)
                            .header("Content-Encoding", coding)
                            .headers(STOA.admin().credential())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void whatIsNoBatchStoresNothing() {
        long before = STOA.database().number("select count(*) from telemetry_events");
        for (String body : List.of("{}", "[", "[" + event("in.bad", now()) + "]]", "null")) {
            Answer answer = STOA.http().send("POST", EVENTS, body, STOA.admin().credential());
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.text("/code")).isEqualTo("invalid-body");
        }
        assertThat(STOA.database().number("select count(*) from telemetry_events"))
                .isEqualTo(before);
    }

    @Test
    void membersMaySendAndOnlyAdminsMayLook() {
        TestMember member = TestMember.of("member", STOA.http(), STOA.database());
        String batch = "[" + event("in.member", now()) + "]";

        assertThat(STOA.http().send("POST", EVENTS, batch).status()).isEqualTo(401);
        assertThat(STOA.http().send("POST", EVENTS, batch, member.credential()).status())
                .isEqualTo(202);
        assertThat(STOA.http().get("/api/telemetry/types", member.credential()).status())
                .isEqualTo(403);
    }

    @Test
    void oneRequestAloneIsNotHeldUpForCompany() {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String batch = event("in.alone", now());
            long started = System.nanoTime();
            STOA.send(batch);
            took.add(System.nanoTime() - started);
        }
        Collections.sort(took);
        assertThat(Duration.ofNanos(took.get(took.size() / 4))).isLessThan(Duration.ofMillis(20));
    }
}
