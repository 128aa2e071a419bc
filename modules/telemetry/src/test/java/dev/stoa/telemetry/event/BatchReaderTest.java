package dev.stoa.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.platform.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
    private static final String ID = "9b2f0c1e-0d5a-4c39-8f3e-0123456789ab";
    private static final Instant OLDEST = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant NEWEST = Instant.parse("2026-11-28T11:00:00Z");
    private static final String ADDRESS = "0xABCDEF0123456789abcdef0123456789ABCDEF01";

    private final BatchReader reader = reader(Addresses.Form.PLAIN);

    private static BatchReader reader(Addresses.Form form) {
        return new BatchReader(
                micros ->
                        micros < EventKey.micros(OLDEST)
                                ? Span.Place.BEFORE
                                : micros > EventKey.micros(NEWEST)
                                        ? Span.Place.BEHIND
                                        : Span.Place.WITHIN,
                () -> new AllBut("one.too.many"),
                new Addresses("a key".getBytes(StandardCharsets.UTF_8), form),
                new Dimension("platform", Set.of("web", "ios")));
    }

    private record AllBut(String type) implements TypeGate {
        @Override
        public boolean admits(String asked) {
            return !asked.equals(type);
        }

        @Override
        public void enter() {}
    }

    private static String event(String more) {
        return "{\"eventId\":\"%s\",\"type\":\"page.view\",\"occurredAt\":\"2026-11-28T10:00:00Z\"%s}"
                .formatted(ID, more);
    }

    private Batch array(String body) {
        return reader.read("application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private Batch lines(String body) {
        return reader.read("application/x-ndjson", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEventIsReadAsItIsWhateverTheOrderOfItsFields() {
        String body =
                """
                [ {"props" : {"a" : "ü\\u0041" , "platform":"ios","n":-1.5e3,"t":true,"z":null},
                   "address":"%s", "sessionId":"s-1", "type":"page.view",
                   "occurredAt":"2026-11-28T12:00:00.1234567+02:00", "eventId":"%s"} ]\
                """
                        .formatted(ADDRESS, ID);

        assertThat(array(body).events())
                .containsExactly(
                        new TelemetryEvent(
                                new EventKey(
                                        EventKey.micros(
                                                Instant.parse("2026-11-28T10:00:00.123456Z")),
                                        java.util.UUID.fromString(ID)),
                                "page.view",
                                "s-1",
                                "0xabcdef0123456789abcdef0123456789abcdef01",
                                "{\"a\" : \"ü\\u0041\" , \"platform\":\"ios\",\"n\":-1.5e3,\"t\":true,\"z\":null}",
                                "ios"));
    }

    @Test
    void propsOfEachLineAreTheirOwnBytes() {
        Batch batch =
                lines(
                        event(",\"props\":{\"a\":\"über\"}")
                                + "\r\n\n"
                                + event(",\"props\":{\"b\":1}")
                                + "\n"
                                + event(""));

        assertThat(batch.events().stream().map(TelemetryEvent::props))
                .containsExactly("{\"a\":\"über\"}", "{\"b\":1}", "{}");
        assertThat(batch.events().stream().map(TelemetryEvent::dimension)).containsOnly("");
    }

    @Test
    void anAddressIsHashedWhereTheSettingsSaySoAndFoundByBoth() {
        Addresses hashing =
                new Addresses("a key".getBytes(StandardCharsets.UTF_8), Addresses.Form.HASHED);

        assertThat(hashing.stored(ADDRESS)).matches("h:[0-9a-f]{40}");
        assertThat(hashing.forms(ADDRESS))
                .containsExactly(
                        ADDRESS.toLowerCase(java.util.Locale.ROOT), hashing.stored(ADDRESS));
        assertThat(
                        reader(Addresses.Form.HASHED)
                                .read(
                                        "application/json",
                                        ("[" + event(",\"address\":\"" + ADDRESS + "\"") + "]")
                                                .getBytes(StandardCharsets.UTF_8))
                                .events())
                .extracting(TelemetryEvent::address)
                .containsExactly(hashing.stored(ADDRESS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7|malformed",
                "null|malformed",
                "[]|malformed",
                "{}|required",
                "{\"eventId\":null,\"type\":\"a\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|required",
                "{\"eventId\":\"ID\",\"type\":\"a\"}|required",
                "E,\"role\":\"admin\"}|unknown-field",
                "E,\"role\":{\"a\":[1,{\"b\":2}]}}|unknown-field",
                "E,\"type\":\"b\"}|repeated-field",
                "{\"eventId\":\"9b2f0c1e0d5a4c398f3e0123456789ab\",\"type\":\"a\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-event-id",
                "{\"eventId\":\"1-1-1-1-1\",\"type\":\"a\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-event-id",
                "{\"eventId\":7,\"type\":\"a\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-event-id",
                "{\"eventId\":\"ID\",\"type\":\"\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-type",
                "{\"eventId\":\"ID\",\"type\":\"7a\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-type",
                "{\"eventId\":\"ID\",\"type\":\"a b\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-type",
                "{\"eventId\":\"ID\",\"type\":\"é\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-type",
                "{\"eventId\":\"ID\",\"type\":[\"a\"],\"occurredAt\":\"2026-11-28T10:00:00Z\"}|invalid-type",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":\"2026-11-28T10:00:00\"}|invalid-time",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":\"yesterday, at about ten\"}|invalid-time",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":1764324000}|invalid-time",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":\"2026-02-30T10:00:00Z\"}|invalid-time",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":\"2026-09-30T23:59:59.999999Z\"}|too-old",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":\"2026-11-28T11:00:00.000001Z\"}|too-new",
                "{\"eventId\":\"ID\",\"type\":\"a\",\"occurredAt\":\"+999999999-01-01T00:00:00Z\"}|invalid-time",
                "{\"eventId\":\"ID\",\"type\":\"one.too.many\",\"occurredAt\":\"2026-11-28T10:00:00Z\"}|too-many-types",
                "E,\"sessionId\":\"\"}|invalid-session",
                "E,\"sessionId\":\"a\\nb\"}|invalid-session",
                "E,\"sessionId\":5}|invalid-session",
                "E,\"address\":\"0x12\"}|invalid-address",
                "E,\"address\":\"0xzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\"}|invalid-address",
                "E,\"props\":[]}|invalid-props",
                "E,\"props\":\"{}\"}|invalid-props",
                "E,\"props\":{\"a\":{}}}|invalid-props",
                "E,\"props\":{\"a\":[1]}}|invalid-props",
                "E,\"props\":{\"a\":1,\"a\":2}}|invalid-props",
                "E,\"props\":{\"\":1}}|invalid-props",
                "E,\"props\":{\"a\":1e999}}|invalid-props",
                "E,\"props\":{\"a\":1e61}}|invalid-props",
                "E,\"props\":{\"a\":1e-400}}|invalid-props",
                "E,\"props\":{\"a\":1E-16000}}|invalid-props",
                "E,\"props\":{\"a\":1e+99999999999999999999}}|invalid-props",
                "E,\"props\":{\"a\":12345678901234567890123456789012345678901}}|invalid-props",
                "E,\"props\":{\"a\":\"\\u0000\"}}|invalid-props",
                "E,\"props\":{\"a\\u0000\":1}}|invalid-props",
                "E,\"props\":{\"a\":\"\\ud800\"}}|invalid-props",
                "E,\"props\":{\"a\":\"x\\udc00\\ud800\"}}|invalid-props",
            })
    void anEventThatIsWrongIsRejectedByItsPlaceAndTheOthersAreNot(String wrong, String code) {
        String event =
                wrong.startsWith("E,")
                        ? event("").substring(0, event("").length() - 1) + wrong.substring(1)
                        : wrong.replace("ID", ID);

        Batch batch = array("[" + event("") + "," + event + "," + event("") + "]");
        Batch line = lines(event("") + "\n" + event + "\n" + event(""));

        assertThat(batch.events()).hasSize(2);
        assertThat(batch.rejected()).hasSize(1);
        assertThat(batch.rejected().getFirst().index()).isEqualTo(1);
        assertThat(batch.rejected().getFirst().fault().code()).isEqualTo(code);
        assertThat(line).isEqualTo(batch);
    }

    @Test
    void propsMayHaveSoManyKeysAndSoManyBytes() {
        assertThat(array("[" + event(",\"props\":" + keys(32)) + "]").rejected()).isEmpty();
        assertThat(array("[" + event(",\"props\":" + keys(33)) + "]").rejected()).hasSize(1);
        assertThat(array("[" + event(",\"props\":" + keys(5000)) + "]").rejected()).hasSize(1);
        assertThat(
                        array("[" + event(",\"props\":{\"a\":\"" + "x".repeat(8184) + "\"}") + "]")
                                .rejected())
                .isEmpty();
        assertThat(
                        array("[" + event(",\"props\":{\"a\":\"" + "x".repeat(8185) + "\"}") + "]")
                                .rejected())
                .hasSize(1);
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void ofLinesOnlyThoseThatAreNoJsonAreRejected() {
        byte[] body =
                ("{\n" + event("") + "\n" + event("") + event("") + "\n#\n" + event(""))
                        .getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) 0xC0;

        Batch batch = reader.read("application/x-ndjson", body);

        assertThat(batch.events()).hasSize(1);
        assertThat(batch.rejected()).extracting(Rejected::index).containsExactly(0, 2, 3, 4);
        assertThat(batch.rejected()).extracting(Rejected::fault).containsOnly(Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[",
                "[]x",
                "[{]",
                "[1,]",
                "[1 2]",
                "null",
                "\u0000[",
                "[{\"a\":}]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void whatIsNoArrayOfJsonIsRefusedAsAWhole(String body) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> array(body))
                .satisfies(failure -> assertThat(failure.type().slug()).isEqualTo("invalid-body"))
                .satisfies(
                        failure ->
                                assertThat(failure.detail())
                                        .doesNotContain("jackson", "Exception"));
    }

    @Test
    void aThousandEventsAreReadAndNotOneMore() {
        String thousand = String.join(",", java.util.Collections.nCopies(1000, event("")));

        assertThat(array("[" + thousand + "]").events()).hasSize(1000);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> array("[" + thousand + "," + event("") + "]"))
                .satisfies(
                        failure ->
                                assertThat(failure.type().slug()).isEqualTo("payload-too-large"));
    }

    @Test
    void anEmptyArrayIsABatchAndNoLinesAreNone() {
        assertThat(array("[]")).isEqualTo(new Batch(List.of(), List.of()));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> lines("\n \n"));
    }

    @Test
    void otherKindsOfBodiesAreRefused() {
        for (String type : List.of("", "text/plain", "application/x-www-form-urlencoded")) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> reader.read(type, new byte[0]))
                    .satisfies(
                            failure ->
                                    assertThat(failure.type().slug())
                                            .isEqualTo("unsupported-media-type"));
        }
    }
}
