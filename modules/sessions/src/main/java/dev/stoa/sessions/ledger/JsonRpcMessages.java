package dev.stoa.sessions.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A batch of {@code eth_getBalance} as JSON-RPC 2.0 has it, and what answers it. */
final class JsonRpcMessages {
    /** A quantity of up to 256 bits: no leading zeros, at least one digit. */
    private static final Pattern QUANTITY = Pattern.compile("0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})");

    private static final JsonFactory JSON =
            JsonFactories.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(4)
                                    .maxStringLength(1000)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private JsonRpcMessages() {}

    /** A call for each address; its place is its id. */
    static byte[] request(List<String> addresses) {
        return Json.bytes(
                json -> {
                    json.writeStartArray();
                    for (int i = 0; i < addresses.size(); i++) {
                        json.writeStartObject();
                        json.writeStringField("jsonrpc", "2.0");
                        json.writeNumberField("id", i);
                        json.writeStringField("method", "eth_getBalance");
                        json.writeArrayFieldStart("params");
                        json.writeString(addresses.get(i));
                        json.writeString("latest");
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    /**
     * The amounts of an answer in the order of the calls, in decimal digits.
     *
     * @throws SourceFailed {@code GARBAGE} for anything but one result for each of {@code count}
     *     calls
     */
    static List<String> amounts(byte[] answer, int count) {
        @Nullable String[] amounts = new @Nullable String[count];
        try (JsonParser json = JSON.createParser(answer)) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                result(json, amounts);
            }
            require(json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null);
        } catch (IOException e) {
            throw garbage();
        }
        return Arrays.stream(amounts).map(JsonRpcMessages::present).toList();
    }

    private static void result(JsonParser json, @Nullable String[] amounts) throws IOException {
        int id = -1;
        String amount = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> {
                    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
                    id = json.getIntValue();
                }
                case "result" -> {
                    require(json.currentToken() == JsonToken.VALUE_STRING);
                    amount = decimal(json.getText());
                }
                // Some servers send a null beside a result.
                case "error" -> require(json.currentToken() == JsonToken.VALUE_NULL);
                default -> json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT);
        require(id >= 0 && id < amounts.length && amounts[id] == null);
        amounts[id] = present(amount);
    }

    private static String decimal(String quantity) {
        require(QUANTITY.matcher(quantity).matches());
        return new BigInteger(quantity.substring(2), 16).toString();
    }

    private static String present(@Nullable String amount) {
        if (amount == null) {
            throw garbage();
        }
        return amount;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw garbage();
        }
    }

    private static SourceFailed garbage() {
        return new SourceFailed(SourceFailed.Kind.GARBAGE);
    }
}
