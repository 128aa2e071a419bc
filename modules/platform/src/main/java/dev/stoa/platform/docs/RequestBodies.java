package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Route;
import java.io.IOException;

/** What a route takes as its body, as OpenAPI has it. */
final class RequestBodies {
    private RequestBodies() {}

    /** Writes the field {@code requestBody} where the route takes one. */
    static void write(JsonGenerator json, Route route) throws IOException {
        if (route.fields().isEmpty()) {
            return;
        }
        boolean needed =
                route.fields().stream().anyMatch(field -> field.need() == Field.Need.REQUIRED);
        json.writeObjectFieldStart("requestBody");
        json.writeBooleanField("required", needed);
        json.writeObjectFieldStart("content");
        json.writeObjectFieldStart("application/json");
        json.writeObjectFieldStart("schema");
        schema(json, route);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void schema(JsonGenerator json, Route route) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("properties");
        for (Field field : route.fields()) {
            json.writeObjectFieldStart(field.name());
            json.writeStringField("description", field.meaning());
            if (field.need() == Field.Need.CLEARABLE) {
                clearable(json, field);
            } else {
                Forms.write(json, field.form());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        for (Field field : route.fields()) {
            if (field.need() == Field.Need.REQUIRED) {
                json.writeString(field.name());
            }
        }
        json.writeEndArray();
    }

    private static void clearable(JsonGenerator json, Field field) throws IOException {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        Forms.write(json, field.form());
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("type", "null");
        json.writeEndObject();
        json.writeEndArray();
    }
}
