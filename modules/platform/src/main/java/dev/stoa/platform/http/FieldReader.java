package dev.stoa.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.Problems;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object strictly: what isn't asked for, or is not what was asked for, is refused. */
final class FieldReader {
    private static final int DEEPEST = 32;
    private static final int MOST_ERRORS = 20;

    private static final JsonFactory JSON =
            JsonFactories.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final List<Field> fields;
    private final String place;
    private final List<FieldError> errors;
    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final Map<String, List<Fields>> rows = new LinkedHashMap<>(0);

    /**
     * @param place pointer to the object that is read; empty for the whole body
     * @param errors added to
     */
    private FieldReader(List<Field> fields, String place, List<FieldError> errors) {
        this.fields = fields;
        this.place = place;
        this.errors = errors;
    }

    /**
     * The values of {@code fields} in {@code body}; no body is an empty object.
     *
     * @throws Failure.Invalid {@code invalid-body} for what is no JSON object, {@code
     *     invalid-field} naming every field that is unknown, missing or wrong
     */
    static Fields read(List<Field> fields, byte[] body) {
        FieldReader reader = new FieldReader(fields, "", new ArrayList<>(0));
        if (body.length > 0) {
            reader.read(body);
        }
        reader.requireNeeded();
        if (!reader.errors.isEmpty()) {
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    reader.errors.getFirst().pointer() + ": " + reader.errors.getFirst().detail(),
                    reader.errors.toArray(FieldError[]::new));
        }
        return reader.fields();
    }

    private Fields fields() {
        return new Fields(given, rows);
    }

    private void read(byte[] body) {
        requireUtf8(body);
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("The body must be a JSON object.");
            }
            object(json);
            if (json.nextToken() != null) {
                throw malformed("Something follows the JSON object.");
            }
        } catch (IOException e) {
            // Its own words name classes and quote the input.
            throw malformed(
                    "The body is no well-formed JSON of up to "
                            + DEEPEST
                            + " levels in UTF-8 without repeated fields.");
        }
    }

    private void object(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            field(name, json);
        }
    }

    /** Jackson finds out by itself that a body is UTF-16 or UTF-32; no JSON in UTF-8 has a zero. */
    private static void requireUtf8(byte[] body) {
        for (byte each : body) {
            if (each == 0) {
                throw malformed("The body must be JSON in UTF-8.");
            }
        }
    }

    private static Failure malformed(String detail) {
        return new Failure.Invalid(
                Problems.INVALID_BODY, detail, new FieldError("", "malformed", detail));
    }

    private void field(String name, JsonParser json) throws IOException {
        Field field = null;
        for (Field each : fields) {
            if (each.name().equals(name)) {
                field = each;
            }
        }
        if (field == null) {
            wrong(escaped(name), "unknown", "This route has no such field.");
            skip(json);
        } else if (json.currentToken() == JsonToken.VALUE_NULL) {
            // A field that must be there is missed later.
            if (field.need() == Field.Need.CLEARABLE) {
                given.put(name, List.of());
            }
        } else {
            value(field, json);
        }
    }

    private void value(Field field, JsonParser json) throws IOException {
        if (field.form() instanceof Form.Many many) {
            values(field, many, json);
            return;
        }
        if (field.form() instanceof Form.Rows(var each, int most)) {
            rows(field.name(), each, most, json);
            return;
        }
        String text = text(field.form(), json);
        String error = text == null ? shape(field.form()) : ParamCheck.wrong(field.form(), text);
        if (error != null) {
            wrong(field.name(), "invalid", error);
        }
        given.put(field.name(), text == null ? List.of() : List.of(text));
    }

    private void values(Field field, Form.Many many, JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        given.put(field.name(), texts);
        if (json.currentToken() != JsonToken.START_ARRAY) {
            wrong(field.name(), "invalid", "It must be a list.");
            skip(json);
            return;
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            String text =
                    json.currentToken() == JsonToken.VALUE_NULL ? null : text(many.each(), json);
            String error = text == null ? shape(many.each()) : ParamCheck.wrong(many.each(), text);
            if (error != null) {
                wrong(field.name() + "/" + i, "invalid", error);
            } else if (text != null && !texts.contains(text) && texts.size() <= many.most()) {
                texts.add(text);
            }
        }
        if (texts.size() < many.least() || texts.size() > many.most()) {
            wrong(
                    field.name(),
                    "invalid",
                    "It must hold " + many.least() + " to " + many.most() + " values.");
        }
    }

    /** Rows beyond the most are neither read nor kept. */
    private void rows(String name, List<Field> each, int most, JsonParser json) throws IOException {
        given.put(name, List.of());
        if (json.currentToken() != JsonToken.START_ARRAY) {
            wrong(name, "invalid", "It must be a list.");
            skip(json);
            return;
        }
        List<Fields> read = new ArrayList<>();
        int count = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; count++) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                wrong(name + "/" + count, "invalid", "It must be an object.");
                skip(json);
            } else if (count >= most) {
                skip(json);
            } else {
                FieldReader row = new FieldReader(each, place + '/' + name + '/' + count, errors);
                row.object(json);
                row.requireNeeded();
                read.add(row.fields());
            }
        }
        if (count == 0 || count > most) {
            wrong(name, "invalid", "It must hold 1 to " + most + " values.");
        }
        rows.put(name, read);
    }

    /** The value's text; null where it is of another type than the form is written in. */
    private static @Nullable String text(Form form, JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        boolean fits =
                switch (form) {
                    case Form.Whole _ -> token == JsonToken.VALUE_NUMBER_INT;
                    case Form.Flag _ ->
                            token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
                    case Form.Json _ -> token == JsonToken.START_OBJECT;
                    case Form.Id _,
                            Form.IdOr _,
                            Form.Ids _,
                            Form.Amount _,
                            Form.Choice _,
                            Form.Text _,
                            Form.Lines _,
                            Form.Time _,
                            Form.Address _,
                            Form.Addresses _,
                            Form.Many _,
                            Form.Rows _ ->
                            token == JsonToken.VALUE_STRING;
                };
        if (!fits) {
            skip(json);
            return null;
        }
        return token == JsonToken.START_OBJECT ? copied(json) : json.getText();
    }

    /** The object without spaces; numbers are such as PostgreSQL's jsonb can hold. */
    private static String copied(JsonParser json) throws IOException {
        // Characters, not bytes: UTF-8 would hide a lone surrogate from the check that follows.
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentEvent(json);
            for (int depth = 1; depth > 0; ) {
                JsonToken token = json.nextToken();
                if (isBeyondBounds(token, json)) {
                    throw new IOException("a number beyond bounds");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                    copy.writeNumber(json.getText()); // as a double it would lose digits
                } else {
                    copy.copyCurrentEvent(json);
                }
            }
        }
        return text.toString();
    }

    private static boolean isBeyondBounds(JsonToken token, JsonParser json) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_FLOAT -> !Double.isFinite(json.getDoubleValue());
            case VALUE_NUMBER_INT -> json.getTextLength() > 40;
            default -> false;
        };
    }

    private static void skip(JsonParser json) throws IOException {
        json.skipChildren();
    }

    private static String shape(Form form) {
        return switch (form) {
            case Form.Whole _ -> "It must be a whole number.";
            case Form.Flag _ -> "It must be true or false.";
            case Form.Json _ -> "It must be an object.";
            case Form.Id _,
                    Form.IdOr _,
                    Form.Ids _,
                    Form.Amount _,
                    Form.Choice _,
                    Form.Text _,
                    Form.Lines _,
                    Form.Time _,
                    Form.Address _,
                    Form.Addresses _,
                    Form.Many _,
                    Form.Rows _ ->
                    "It must be a string.";
        };
    }

    private void requireNeeded() {
        for (Field field : fields) {
            if (field.need() == Field.Need.REQUIRED && !given.containsKey(field.name())) {
                wrong(field.name(), "required", "It must be there.");
            }
        }
    }

    private void wrong(String pointer, String code, String detail) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(place + '/' + pointer, code, detail));
        }
    }

    /** A name out of the input as a part of a pointer. */
    private static String escaped(String name) {
        String shown = name.length() > 40 ? name.substring(0, 40) : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
