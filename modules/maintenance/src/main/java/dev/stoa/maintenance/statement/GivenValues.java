package dev.stoa.maintenance.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.Problems;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for a statement's parameters out of a JSON object, as PostgreSQL reads them. */
final class GivenValues {
    private static final JsonFactory JSON = JsonFactories.plain();

    private GivenValues() {}

    /**
     * The values of {@code parameters}.
     *
     * @param object well-formed, as the route has checked
     * @throws Failure.Invalid naming each that is missing or unknown
     */
    static Map<String, @Nullable String> read(String object, List<String> parameters) {
        Map<String, @Nullable String> values = new HashMap<>();
        List<FieldError> errors = new ArrayList<>(0);
        try (JsonParser json = JSON.createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, text(json));
                if (!parameters.contains(name)) {
                    errors.add(error(name, "unknown", "The statement has no such parameter."));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : parameters) {
            if (!values.containsKey(name)) {
                errors.add(error(name, "required", "It must be there."));
            }
        }
        if (!errors.isEmpty()) {
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    errors.getFirst().pointer() + ": " + errors.getFirst().detail(),
                    errors.toArray(FieldError[]::new));
        }
        return values;
    }

    private static FieldError error(String name, String code, String detail) {
        String shown = name.length() > 40 ? name.substring(0, 40) : name;
        return new FieldError(
                "/parameters/" + shown.replace("~", "~0").replace("/", "~1"), code, detail);
    }

    /** Texts as they are, lists as PostgreSQL writes arrays, objects as JSON. */
    private static @Nullable String text(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case START_ARRAY -> array(json);
            case START_OBJECT -> copied(json);
            default -> json.getText();
        };
    }

    private static String array(JsonParser json) throws IOException {
        List<String> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String element = text(json);
            elements.add(
                    element == null
                            ? "null"
                            : '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return '{' + String.join(",", elements) + '}';
    }

    private static String copied(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }
}
