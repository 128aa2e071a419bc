package dev.stoa.telemetry.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.Failure;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Json;
import dev.stoa.telemetry.event.Numbers;
import dev.stoa.telemetry.event.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param address as clients write it
 * @param props a JSON object that the event's must contain; null for none
 */
record EventFilter(
        @Nullable String type,
        @Nullable String session,
        @Nullable String address,
        @Nullable String props,
        Instant from,
        Instant to) {
    static final String PROPS = "props.";
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final JsonFactory JSON = JsonFactories.plain();

    static EventFilter of(Arguments given) {
        Instant from = moment(given, "from");
        Instant to = moment(given, "to");
        if (!from.isBefore(to)) {
            throw Failure.Invalid.parameter("to", "invalid", "It must be behind from.");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Failure.Invalid.parameter("to", "too-long", "A range is up to 31 days.");
        }
        Map<String, String> props = new TreeMap<>(given.family(PROPS));
        return new EventFilter(
                given.textOrNull("type"),
                given.textOrNull("sessionId"),
                given.textOrNull("address"),
                props.isEmpty() ? null : object(props),
                from,
                to);
    }

    private static Instant moment(Arguments given, String name) {
        String text = given.textOrNull(name);
        if (text == null) {
            throw Failure.Invalid.parameter(
                    name, "required", "Give a range of up to 31 days: from and to.");
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private static String object(Map<String, String> props) {
        byte[] bytes =
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            for (Map.Entry<String, String> each : props.entrySet()) {
                                json.writeFieldName(each.getKey());
                                if (isValue(each.getValue())) {
                                    json.writeRawValue(each.getValue());
                                } else {
                                    json.writeString(each.getValue());
                                }
                            }
                            json.writeEndObject();
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is a number, a truth value, null or a text in quotes is meant as JSON means it. */
    private static boolean isValue(String text) {
        if (text.length() > 40 && text.charAt(0) != '"') {
            return false;
        }
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken token = json.nextToken();
            return token != null
                    && token.isScalarValue()
                    && isSound(json, token)
                    && json.nextToken() == null;
        } catch (IOException _) {
            return false;
        }
    }

    /** No event's prop is what can't be stored: such a value is looked for as a text. */
    private static boolean isSound(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.isSound(json.getText());
            case VALUE_STRING -> Texts.isSound(json.getText());
            default -> true;
        };
    }
}
