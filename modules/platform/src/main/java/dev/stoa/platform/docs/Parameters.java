package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Param;
import java.io.IOException;

/** Parameters as OpenAPI has them. */
final class Parameters {
    private static final String ID_PATTERN = "^[0-9]{1,19}$";

    private Parameters() {}

    static void write(JsonGenerator json, Param param) throws IOException {
        boolean inPath = param.place() == Param.Place.PATH;
        boolean listed = param.form() instanceof Param.Ids;
        boolean many = param.repeatable() == Param.Repeat.MANY;
        json.writeStartObject();
        json.writeStringField("name", param.name());
        json.writeStringField("in", inPath ? "path" : "query");
        json.writeBooleanField("required", inPath);
        json.writeStringField("description", param.meaning());
        if (listed || many) {
            json.writeStringField("style", "form");
            json.writeBooleanField("explode", many);
        }
        json.writeObjectFieldStart("schema");
        if (many) {
            json.writeStringField("type", "array");
            json.writeObjectFieldStart("items");
            form(json, param.form());
            json.writeEndObject();
        } else {
            form(json, param.form());
            fallback(json, param);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void fallback(JsonGenerator json, Param param) throws IOException {
        if (param.fallback() == null) {
            return;
        }
        if (param.form() instanceof Param.Whole) {
            json.writeNumberField("default", Long.parseLong(param.fallback()));
        } else {
            json.writeStringField("default", param.fallback());
        }
    }

    private static void form(JsonGenerator json, Param.Form form) throws IOException {
        switch (form) {
            case Param.Id _ -> id(json);
            case Param.IdOr(String word) -> {
                json.writeStringField("type", "string");
                json.writeStringField("pattern", "^(" + word + "|[0-9]{1,19})$");
            }
            case Param.Ids(int most) -> {
                json.writeStringField("type", "array");
                json.writeNumberField("minItems", 1);
                json.writeNumberField("maxItems", most);
                json.writeObjectFieldStart("items");
                id(json);
                json.writeEndObject();
            }
            case Param.Whole(long least, long most) -> {
                json.writeStringField("type", "integer");
                json.writeNumberField("minimum", least);
                json.writeNumberField("maximum", most);
            }
            case Param.Choice(var words) -> {
                json.writeStringField("type", "string");
                json.writeArrayFieldStart("enum");
                for (String word : words) {
                    json.writeString(word);
                }
                json.writeEndArray();
            }
            case Param.Flag _ -> json.writeStringField("type", "boolean");
            case Param.Text(int most) -> {
                json.writeStringField("type", "string");
                json.writeNumberField("minLength", 1);
                json.writeNumberField("maxLength", most);
            }
        }
    }

    private static void id(JsonGenerator json) throws IOException {
        json.writeStringField("type", "string");
        json.writeStringField("pattern", ID_PATTERN);
    }
}
