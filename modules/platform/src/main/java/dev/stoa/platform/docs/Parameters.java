package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import java.io.IOException;

/** Parameters as OpenAPI has them. */
final class Parameters {
    private Parameters() {}

    static void write(JsonGenerator json, Param param) throws IOException {
        boolean inPath = param.place() == Param.Place.PATH;
        boolean listed = param.form() instanceof Form.Ids || param.form() instanceof Form.Addresses;
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
            Forms.write(json, param.form());
            json.writeEndObject();
        } else {
            Forms.write(json, param.form());
            fallback(json, param);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void fallback(JsonGenerator json, Param param) throws IOException {
        if (param.fallback() == null) {
            return;
        }
        if (param.form() instanceof Form.Whole) {
            json.writeNumberField("default", Long.parseLong(param.fallback()));
        } else {
            json.writeStringField("default", param.fallback());
        }
    }
}
