package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import java.io.IOException;
import java.util.List;

/** Forms of parameters and fields as JSON Schema has them. */
final class Forms {
    private static final String ID_PATTERN = "^[0-9]{1,19}$";
    private static final String ADDRESS_PATTERN = "^0x[0-9a-fA-F]{40}$";

    private Forms() {}

    /** Writes the fields of the schema of {@code form}, into the object that is open. */
    static void write(JsonGenerator json, Form form) throws IOException {
        switch (form) {
            case Form.Id _ -> pattern(json, ID_PATTERN);
            case Form.IdOr(String word) -> pattern(json, "^(" + word + "|[0-9]{1,19})$");
            case Form.Ids(int most) -> list(json, new Form.Id(), 1, most);
            case Form.Whole(long least, long most) -> {
                json.writeStringField("type", "integer");
                json.writeNumberField("minimum", least);
                json.writeNumberField("maximum", most);
            }
            case Form.Amount(int digits) -> pattern(json, "^[1-9][0-9]{0," + (digits - 1) + "}$");
            case Form.Choice(var words) -> {
                json.writeStringField("type", "string");
                json.writeArrayFieldStart("enum");
                for (String word : words) {
                    json.writeString(word);
                }
                json.writeEndArray();
            }
            case Form.Flag _ -> json.writeStringField("type", "boolean");
            case Form.Text(int most) -> text(json, 1, most);
            case Form.Lines(int most) -> text(json, 0, most);
            case Form.Time _ -> {
                json.writeStringField("type", "string");
                json.writeStringField("format", "date-time");
            }
            case Form.Address _ -> pattern(json, ADDRESS_PATTERN);
            case Form.Addresses(int most) -> list(json, new Form.Address(), 1, most);
            case Form.Json _ -> json.writeStringField("type", "object");
            case Form.Many(Form each, int least, int most) -> list(json, each, least, most);
            case Form.Rows(List<Field> fields, int most) -> {
                json.writeStringField("type", "array");
                json.writeNumberField("minItems", 1);
                json.writeNumberField("maxItems", most);
                json.writeObjectFieldStart("items");
                object(json, fields);
                json.writeEndObject();
            }
        }
    }

    /** Writes the schema of an object with {@code fields}, into the object that is open. */
    static void object(JsonGenerator json, List<Field> fields) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("properties");
        for (Field field : fields) {
            json.writeObjectFieldStart(field.name());
            json.writeStringField("description", field.meaning());
            if (field.need() == Field.Need.CLEARABLE) {
                clearable(json, field);
            } else {
                write(json, field.form());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        for (Field field : fields) {
            if (field.need() == Field.Need.REQUIRED) {
                json.writeString(field.name());
            }
        }
        json.writeEndArray();
    }

    private static void clearable(JsonGenerator json, Field field) throws IOException {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        write(json, field.form());
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("type", "null");
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void pattern(JsonGenerator json, String pattern) throws IOException {
        json.writeStringField("type", "string");
        json.writeStringField("pattern", pattern);
    }

    private static void text(JsonGenerator json, int least, int most) throws IOException {
        json.writeStringField("type", "string");
        json.writeNumberField("minLength", least);
        json.writeNumberField("maxLength", most);
    }

    private static void list(JsonGenerator json, Form each, int least, int most)
            throws IOException {
        json.writeStringField("type", "array");
        json.writeNumberField("minItems", least);
        json.writeNumberField("maxItems", most);
        json.writeObjectFieldStart("items");
        write(json, each);
        json.writeEndObject();
    }
}
