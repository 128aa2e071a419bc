package dev.stoa.maintenance.top;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.JsonFactories;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that a node answered; what is not there reads as nothing. */
final class Reading {
    private static final JsonFactory JSON = JsonFactories.plain();
    private static final Reading NOTHING = new Reading(null);

    private final @Nullable Object value;

    private Reading(@Nullable Object value) {
        this.value = value;
    }

    /** The value that {@code json} is. */
    static Reading of(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return new Reading(value(parser));
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, value(json));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json));
                }
                yield items;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE, VALUE_STRING -> json.getText();
            case null, default -> null;
        };
    }

    /** What stands under {@code names}, one within the other. */
    Reading at(String... names) {
        Object at = value;
        for (String name : names) {
            at = at instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return at == null ? NOTHING : new Reading(at);
    }

    /** The items of a list. */
    List<Reading> items() {
        return value instanceof List<?> items
                ? items.stream().map(Reading::new).toList()
                : List.of();
    }

    /** A number; 0 where there is none. */
    double number(String... names) {
        return at(names).value instanceof Double number ? number : 0;
    }

    /** A text, without what a terminal would take for a command; empty where there is none. */
    String text(String... names) {
        return at(names).value instanceof String text ? text.replaceAll("\\p{Cntrl}", "?") : "";
    }

    boolean flag(String... names) {
        return text(names).equals("true");
    }
}
