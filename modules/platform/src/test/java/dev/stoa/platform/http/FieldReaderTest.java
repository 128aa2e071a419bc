package dev.stoa.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may be. */
class FieldReaderTest {
    private static final List<Field> FIELDS =
            List.of(
                    Field.required("topic", new Form.Text(10), "What about."),
                    Field.optional("peer", new Form.Id(), "Who."),
                    Field.optional("size", new Form.Whole(0, 100), "How large."),
                    Field.optional("amount", new Form.Amount(30), "How much."),
                    Field.optional("text", new Form.Lines(20), "Words."),
                    Field.optional("meta", new Form.Json(200), "More."),
                    Field.optional("tags", new Form.Many(new Form.Text(5), 3), "Kinds."),
                    Field.optional(
                            "rows",
                            new Form.Rows(
                                    List.of(
                                            Field.required("id", new Form.Id(), "Which."),
                                            Field.clearable("text", new Form.Text(5), "Words.")),
                                    2),
                            "Some."),
                    Field.clearable("bio", new Form.Text(20), "Who one is."));

    private static Fields read(String body) {
        return FieldReader.read(FIELDS, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Failure.Invalid refusal(byte[] body) {
        try {
            FieldReader.read(FIELDS, body);
        } catch (Failure.Invalid refused) {
            return refused;
        }
        throw new AssertionError("accepted: " + new String(body, StandardCharsets.UTF_8));
    }

    private static Failure.Invalid refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String nested(int levels) {
        // One level is the body's own object.
        return "{\"topic\":\"t\",\"meta\":"
                + "{\"a\":".repeat(levels - 1)
                + "1"
                + "}".repeat(levels - 1)
                + "}";
    }

    @Test
    void givesTheTextsOfTheFieldsThatWereSent() {
        Fields fields =
                read(
                        """
                        {"topic": "é 𝄞", "peer": "9223372036854775807", "size": 100,
                         "amount": "999999999999999999999999999999", "tags": ["a", "b", "a"]}
                        """);

        assertThat(fields.text("topic")).isEqualTo("é 𝄞");
        assertThat(fields.id("peer")).isEqualTo(Long.MAX_VALUE);
        assertThat(fields.number("size")).isEqualTo(100);
        assertThat(fields.text("amount")).hasSize(30);
        assertThat(fields.all("tags")).containsExactly("a", "b");
        assertThat(fields.has("bio")).isFalse();
    }

    @Test
    void tellsAClearedFieldFromOneThatIsNotThere() {
        assertThat(read("{\"topic\":\"t\",\"bio\":null}").has("bio")).isTrue();
        assertThat(read("{\"topic\":\"t\",\"bio\":null}").textOrNull("bio")).isNull();
        assertThat(read("{\"topic\":\"t\",\"peer\":null}").has("peer")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "{}{}",
                "{} x",
                "[]",
                "null",
                "\"topic\"",
                "{'topic':'t'}",
                "{topic:1}",
                "{\"topic\":\"t\",}",
                "{\"topic\":\"t\"",
                "{\"topic\":}",
                "{\"topic\":\"a\nb\"}",
                "{\"topic\":\"t\",\"size\":01}",
                "{\"topic\":\"t\",\"size\":NaN}",
                "{\"topic\":\"t\",\"size\":+1}",
                "{\"topic\":\"t\",\"topic\":\"u\"}",
                "{\"topic\":\"t\",\"meta\":{\"a\":1,\"a\":2}}",
                "{\"topic\":\"t\",\"other\":{\"a\":1,\"a\":2}}",
                "// no\n{\"topic\":\"t\"}",
                "{\"topic\":\"\\x41\"}",
                "{\"topic\":\"t\",\"tags\":[\"a\"",
                "{\"topic\":\"t\",\"meta\":{\"a\":1e999}}",
                "{\"topic\":\"t\",\"meta\":{\"a\":-1e999}}"
            })
    void refusesWhatIsNoJsonObject(String body) {
        Failure.Invalid refused = refusal(body);

        assertThat(refused.type().slug()).isEqualTo("invalid-body");
        assertThat(refused.detail()).doesNotContain("jackson", "Exception", "line:");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = "{\"topic\":\"a?b\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (int wrong : new int[] {0x80, 0xc0, 0xe9, 0xff}) {
            byte[] broken = body.clone();
            broken[11] = (byte) wrong;
            assertThat(refusal(broken).type().status()).isEqualTo(400);
        }
    }

    @Test
    void readsPastAByteOrderMarkAndRefusesOtherEncodings() {
        assertThat(read("\ufeff{\"topic\":\"t\"}").text("topic")).isEqualTo("t");
        for (var other :
                List.of(
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_32BE)) {
            assertThat(refusal("{\"topic\":\"t\"}".getBytes(other)).type().slug())
                    .as(other.name())
                    .isEqualTo("invalid-body");
        }
    }

    @Test
    void takes32LevelsAndRefuses33() {
        assertThat(read(nested(32)).text("meta")).startsWith("{\"a\":");
        assertThat(refusal(nested(33)).type().slug()).isEqualTo("invalid-body");
        assertThat(refusal("{\"x\":" + "[".repeat(100_000)).type().slug())
                .isEqualTo("invalid-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "18446744073709551616",
                "0",
                "-1",
                "1.0",
                "1e3",
                "",
                " 1",
                "١"
            })
    void refusesIdsBeyondTheirBounds(String id) {
        assertThat(refusal("{\"topic\":\"t\",\"peer\":\"" + id + "\"}").errors())
                .extracting(Failure.FieldError::pointer)
                .containsExactly("/peer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "101",
                "-1",
                "1.5",
                "1e1",
                "\"1\"",
                "true",
                "[]",
                "{}",
                "9223372036854775808",
                "100000000000000000000000000000000000000000000000000"
            })
    void refusesNumbersThatAreNotWholeOrNotWithinBounds(String number) {
        assertThat(refusal("{\"topic\":\"t\",\"size\":" + number + "}").errors())
                .extracting(Failure.FieldError::pointer)
                .containsExactly("/size");
    }

    @Test
    void readsNumbersOfAHundredThousandDigitsWithoutMakingThem() {
        long began = System.nanoTime();
        for (String field : List.of("size", "amount", "other")) {
            refusal("{\"topic\":\"t\",\"" + field + "\":" + "9".repeat(60_000) + "}");
            refusal("{\"topic\":\"t\",\"" + field + "\":1e" + "9".repeat(60_000) + "}");
        }
        refusal("{\"topic\":\"t\",\"meta\":{\"a\":" + "9".repeat(60_000) + "}}");
        refusal("{\"topic\":\"t\",\"meta\":{\"a\":0." + "9".repeat(60_000) + "}}");
        assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "1.0", "1e3", "0x1", "", "1 "})
    void refusesAmountsThatAreNoWholeNumberAboveZero(String amount) {
        assertThat(refusal("{\"topic\":\"t\",\"amount\":\"" + amount + "\"}").errors())
                .extracting(Failure.FieldError::pointer)
                .containsExactly("/amount");
    }

    @Test
    void refusesAnAmountThatIsANumberOrTooLong() {
        assertThat(refusal("{\"topic\":\"t\",\"amount\":5}").errors().getFirst().detail())
                .isEqualTo("It must be a string.");
        assertThat(refusal("{\"topic\":\"t\",\"amount\":\"" + "9".repeat(31) + "\"}").errors())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "\\u0000, topic",
        "\\ud800, topic",
        "\\udc00x, topic",
        "\\ud800\\ud800, topic",
        "\\u001b, topic",
        "\\u0085, topic",
        "\\u0000, text",
        "\\udc00, text",
        "\\u0000, tags",
        "\\ud800, tags",
        "\\u0000, bio"
    })
    void refusesNulLoneSurrogatesAndControlCharacters(String escape, String name) {
        String value = name.equals("tags") ? "[\"a" + escape + "\"]" : "\"a" + escape + "\"";
        String topic = name.equals("topic") ? "" : "\"topic\":\"t\",";

        assertThat(refusal("{" + topic + "\"" + name + "\":" + value + "}").errors())
                .extracting(Failure.FieldError::pointer)
                .contains(name.equals("tags") ? "/tags/0" : "/" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\"}",
                "{\"\\u0000\":1}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":[\"x\\ud83d\"]}",
                "{\"a\":11111111111111111111111111111111111111111}"
            })
    void refusesMetaThatTheDatabaseCouldNotHold(String meta) {
        assertThat(refusal("{\"topic\":\"t\",\"meta\":" + meta + "}").type().status())
                .isBetween(400, 422);
    }

    @Test
    void keepsMetaAsItIs() {
        assertThat(
                        read("{\"topic\":\"t\",\"meta\":{ \"a\" : [ 1.50, 0.12345678901234567890123, \"é\\n\\\\u0000\", null, true ] }}")
                                .text("meta"))
                .isEqualTo("{\"a\":[1.50,0.12345678901234567890123,\"é\\n\\\\u0000\",null,true]}");
    }

    @Test
    void namesEveryUnknownWrongAndMissingFieldUpToTwenty() {
        assertThat(refusal("{\"role\":\"admin\",\"size\":\"x\",\"a/b~c\":1}").errors())
                .extracting(error -> error.pointer() + ' ' + error.code())
                .containsExactly(
                        "/role unknown", "/size invalid", "/a~1b~0c unknown", "/topic required");
        StringBuilder many = new StringBuilder("{\"topic\":\"t\"");
        for (int i = 0; i < 1000; i++) {
            many.append(",\"x").append(i).append("\":1");
        }
        assertThat(refusal(many.append('}').toString()).errors()).hasSize(20);
    }

    @Test
    void showsNoNameThatCouldBreakAnAnswer() {
        Failure.FieldError shown =
                refusal("{\"topic\":\"t\",\"\\u0000\\ud800" + "é".repeat(100) + "\":1}")
                        .errors()
                        .getFirst();

        assertThat(shown.pointer().length()).isLessThanOrEqualTo(45);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown.pointer())).isTrue();
    }

    @Test
    void refusesListsThatAreEmptyTooLongOrOfOtherThings() {
        assertThat(refusal("{\"topic\":\"t\",\"tags\":[]}").errors()).hasSize(1);
        assertThat(refusal("{\"topic\":\"t\",\"tags\":[\"a\",\"b\",\"c\",\"d\"]}").errors())
                .hasSize(1);
        assertThat(refusal("{\"topic\":\"t\",\"tags\":\"a\"}").errors()).hasSize(1);
        assertThat(refusal("{\"topic\":\"t\",\"tags\":{\"a\":1}}").errors()).hasSize(1);
        assertThat(refusal("{\"topic\":\"t\",\"tags\":[null]}").errors())
                .extracting(Failure.FieldError::pointer)
                .contains("/tags/0");
        assertThat(refusal("{\"topic\":\"t\",\"tags\":[[\"a\"],{\"b\":[1]},\"c\"]}").errors())
                .extracting(Failure.FieldError::pointer)
                .containsExactly("/tags/0", "/tags/1");
    }

    @Test
    void noBodyIsAnEmptyObject() {
        assertThat(refusal(new byte[0]).errors())
                .extracting(Failure.FieldError::pointer)
                .containsExactly("/topic");
        assertThatThrownBy(
                        () ->
                                FieldReader.read(
                                        List.of(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Failure.Invalid.class);
        assertThat(FieldReader.read(List.of(), new byte[0]).has("a")).isFalse();
    }

    @Test
    void rowsAreReadEachWithItsFields() {
        List<Fields> rows =
                read("{\"topic\":\"x\",\"rows\":[{\"id\":\"7\"},{\"text\":null,\"id\":\"8\"}]}")
                        .rows("rows");

        assertThat(rows).extracting(row -> row.id("id")).containsExactly(7L, 8L);
        assertThat(rows).extracting(row -> row.has("text")).containsExactly(false, true);
        assertThat(read("{\"topic\":\"x\"}").rows("rows")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"id\":\"1\"},{\"id\":\"0\"}] | /rows/1/id",
                "[{\"id\":\"1\",\"text\":\"123456\"}] | /rows/0/text",
                "[{\"text\":\"a\"}] | /rows/0/id",
                "[{\"id\":\"1\",\"a/b\":1}] | /rows/0/a~1b",
                "[{\"id\":\"1\"},7] | /rows/1",
                "[{\"id\":\"1\"},{\"id\":\"1\"},{\"id\":\"1\"}] | /rows",
                "[] | /rows",
                "{} | /rows",
                "\"1\" | /rows"
            })
    void aWrongRowIsNamedByItsPlace(String rows, String pointer) {
        assertThatThrownBy(() -> read("{\"topic\":\"x\",\"rows\":" + rows + "}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        failure ->
                                assertThat(failure.errors())
                                        .extracting(Failure.FieldError::pointer)
                                        .containsExactly(pointer));
    }
}
