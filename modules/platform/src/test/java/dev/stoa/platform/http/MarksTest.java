package dev.stoa.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Body page(int items) {
        List<Long> ids = IntStream.range(0, items).mapToObj(Long::valueOf).toList();
        return new Page<>(ids, "next", "prev")
                .marked(
                        (json, marker, id) ->
                                marker.item(
                                        json,
                                        't',
                                        id,
                                        JsonPart.of("{\"id\":\"" + id + "\",\"a\":\"},{é\"}")),
                        json -> json.writeNumberField("total", items));
    }

    private static byte[] lines(String letters) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            lines.append(letters.charAt(i))
                    .append("\"viewer\":{\"vote\":")
                    .append(i)
                    .append("},\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same by reading the body and writing it again. */
    private static JsonNode naive(byte[] bytes, String letters, String unwanted) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(bytes);
        var items = JSON.createArrayNode();
        for (int i = 0; i < letters.length(); i++) {
            ObjectNode item = (ObjectNode) body.get("items").get(i);
            item.putObject("viewer").put("vote", i);
            if (unwanted.indexOf(letters.charAt(i)) < 0) {
                items.add(item);
            }
        }
        body.set("items", items);
        return body;
    }

    @Test
    void whatIsPutInAndLeftOutIsWhatReadingAndWritingWouldMake() throws Exception {
        Random random = new Random(4);
        for (int run = 0; run < 5000; run++) {
            StringBuilder letters = new StringBuilder();
            int items = random.nextInt(7);
            for (int i = 0; i < items; i++) {
                letters.append("-+*".charAt(random.nextInt(3)));
            }
            String unwanted = List.of("", "-", "-+").get(random.nextInt(3));
            Body page = page(items);
            byte[] before = page.plain().clone();

            Body overlaid = page.overlaid(lines(letters.toString()), unwanted);

            assertThat(JSON.readTree(overlaid.plain()))
                    .as("%s without %s", letters, unwanted)
                    .isEqualTo(naive(before, letters.toString(), unwanted));
            assertThat(overlaid.next()).isEqualTo("next");
            assertThat(overlaid.prev()).isEqualTo("prev");
            assertThat(page.plain()).isEqualTo(before);
        }
    }

    @Test
    void anObjectRoundItemsStaysWhateverItsLetter() throws Exception {
        Marker marker = new Marker();
        Body body =
                Json.body(
                                json -> {
                                    marker.open(json, 't', 7);
                                    json.writeStringField("id", "7");
                                    json.writeArrayFieldStart("posts");
                                    marker.item(json, 'p', 1, JsonPart.of("{\"id\":\"1\"}"));
                                    marker.item(json, 'p', 2, JsonPart.of("{\"id\":\"2\"}"));
                                    marker.fixed(json, 'p', 3, JsonPart.of("{\"id\":\"3\"}"));
                                    json.writeEndArray();
                                    json.writeEndObject();
                                })
                        .marked(marker.marks());

        assertThat(new String(body.overlaid(lines("--+-"), "-").plain(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"viewer\":{\"vote\":0},\"id\":\"7\",\"posts\":["
                                + "{\"viewer\":{\"vote\":2},\"id\":\"2\"},{\"viewer\":{\"vote\":3},\"id\":\"3\"}]}");
        assertThat(body.marks().ids('p')).containsExactly(1, 2, 3);
    }

    /** Items of two objects: 't' takes its item with it, 'p' its field, or the item, too. */
    private static Body nested(boolean isField) {
        return new Page<>(List.of(1L, 2L), null, null)
                .marked(
                        (json, marker, id) ->
                                marker.whole(
                                        json,
                                        item -> {
                                            item.writeFieldName("t");
                                            marker.fixed(item, 't', id, JsonPart.of("{\"id\":1}"));
                                            Json.Writer post =
                                                    to -> {
                                                        marker.open(to, 'p', id);
                                                        to.writeNumberField("id", id);
                                                        to.writeEndObject();
                                                    };
                                            if (isField) {
                                                marker.field(item, "p", post);
                                            } else {
                                                item.writeFieldName("p");
                                                post.write(item);
                                            }
                                            item.writeNumberField("n", id);
                                        }),
                        _ -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "++++, true, tpn tpn",
        "+-++, true, tn tpn",
        "-+++, true, tpn",
        "---+, true, ''",
        "+++-, true, tpn tn",
        "+-++, false, tpn",
        "+++-, false, tpn",
        "-++-, false, ''"
    })
    void anObjectTakesWhatItIsPartOfWithIt(String letters, boolean isField, String left)
            throws Exception {
        List<String> names = new ArrayList<>();
        JsonNode body = JSON.readTree(nested(isField).overlaid(lines(letters), "-").plain());
        for (JsonNode item : body.get("items")) {
            names.add(String.join("", (Iterable<String>) item::fieldNames));
            assertThat(item.at("/t/viewer/vote").isInt()).isTrue();
        }

        assertThat(String.join(" ", names)).isEqualTo(left);
    }

    @Test
    void theTagIsThatOfTheFinalBody() {
        Body page = page(3);

        assertThat(page.overlaid(lines("+++"), "-").etag())
                .isNotEqualTo(page.etag())
                .isNotEqualTo(page.overlaid(lines("+-+"), "-").etag())
                .isEqualTo(page.overlaid(lines("+++"), "-").etag());
    }

    @Test
    void linesOfOtherMarksAreRefused() {
        Body page = page(3);
        for (byte[] wrong : List.of(lines("++"), lines("++++"), new byte[0])) {
            assertThatThrownBy(() -> page.overlaid(wrong, "-"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] cut = Arrays.copyOf(lines("+++"), lines("+++").length - 1);
        assertThatThrownBy(() -> page.overlaid(cut, "-"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeyIsThatOfKindsAndIdsInTheirOrder() {
        assertThat(page(3).marks().key()).isEqualTo(page(3).marks().key()).hasSize(32);
        assertThat(page(3).marks().key()).isNotEqualTo(page(4).marks().key());
        assertThat(new Marks(List.of(new Mark('t', 1, 0, 0))).key())
                .isNotEqualTo(new Marks(List.of(new Mark('p', 1, 0, 0))).key())
                .isEqualTo(new Marks(List.of(new Mark('t', 1, 5, 9))).key());
    }
}
