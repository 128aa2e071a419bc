package dev.stoa.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An event between nodes: {@code {"type":"member-banned","id":"42","node":"..."}}.
 *
 * @param node the one that tells
 */
record EventMessage(Event event, String node) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final JsonFactory JSON = JsonFactories.plain();

    String text() {
        byte[] bytes =
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("type", EventType.of(event).word());
                            Json.id(json, "id", EventType.id(event));
                            json.writeStringField("node", node);
                            json.writeEndObject();
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What {@code text} says; empty where it is no event that this node knows. */
    static Optional<EventMessage> read(String text) {
        String type = "";
        String id = "";
        String node = "";
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                String value = json.getValueAsString("");
                switch (field) {
                    case "type" -> type = value;
                    case "id" -> id = value;
                    case "node" -> node = value;
                    default -> {}
                }
                json.skipChildren();
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(id).matches()) {
            return Optional.empty();
        }
        long about = Long.parseLong(id);
        String from = node;
        return EventType.of(type).map(known -> new EventMessage(known.event(about), from));
    }
}
