package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.JsonFactories;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schemas of all answers by name. A schema says itself what media types it comes as, under
 * {@code x-media-types}; JSON where it says nothing.
 */
final class Schemas {
    private static final JsonFactory JSON = JsonFactories.plain();
    private static final String MEDIA_TYPES = "x-media-types";
    private static final Pattern REFERENCE =
            Pattern.compile("\"#/components/schemas/([A-Za-z0-9]+)\"");

    private final Map<String, Schema> byName = new TreeMap<>();

    /** One schema: its JSON and the media types of what it describes. */
    private record Schema(String text, List<String> mediaTypes) {}

    /** The schemas of several JSON objects, each by name. */
    Schemas(List<String> objects) {
        objects.forEach(this::add);
    }

    private void add(String object) {
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                String text = copied(parser);
                if (byName.put(name, new Schema(text, mediaTypesIn(text))) != null) {
                    throw new IllegalStateException("two schemas are named " + name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String copied(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private static List<String> mediaTypesIn(String schema) throws IOException {
        try (JsonParser parser = JSON.createParser(schema)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean sought = parser.currentName().equals(MEDIA_TYPES);
                parser.nextToken();
                if (sought) {
                    List<String> types = new ArrayList<>();
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        types.add(parser.getText());
                    }
                    return List.copyOf(types);
                }
                parser.skipChildren();
            }
        }
        return List.of("application/json");
    }

    /** Media types of the answers that the schema {@code name} describes. */
    List<String> mediaTypes(String name) {
        Schema schema = byName.get(name);
        return schema == null ? List.of("application/json") : schema.mediaTypes();
    }

    /** Writes the schemas {@code names} and those they refer to, as fields by name. */
    void write(JsonGenerator json, Collection<String> names) throws IOException {
        Map<String, Schema> reached = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.pop();
            Schema schema = byName.get(name);
            if (schema != null && reached.put(name, schema) == null) {
                Matcher reference = REFERENCE.matcher(schema.text());
                while (reference.find()) {
                    open.push(reference.group(1));
                }
            }
        }
        for (Map.Entry<String, Schema> schema : reached.entrySet()) {
            json.writeFieldName(schema.getKey());
            json.writeRawValue(schema.getValue().text());
        }
    }
}
