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
        Route.Content own = route.content();
        if (own != null) {
            write(json, own);
        } else if (!route.fields().isEmpty()) {
            fields(json, route);
        }
    }

    private static void write(JsonGenerator json, Route.Content own) throws IOException {
        json.writeObjectFieldStart("requestBody");
        json.writeBooleanField("required", true);
        json.writeObjectFieldStart("content");
        for (String type : own.types()) {
            json.writeObjectFieldStart(type);
            json.writeObjectFieldStart("schema");
            json.writeStringField("$ref", "#/components/schemas/" + own.schema());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, Route route) throws IOException {
        boolean needed =
                route.fields().stream().anyMatch(field -> field.need() == Field.Need.REQUIRED);
        json.writeObjectFieldStart("requestBody");
        json.writeBooleanField("required", needed);
        json.writeObjectFieldStart("content");
        json.writeObjectFieldStart("application/json");
        json.writeObjectFieldStart("schema");
        Forms.object(json, route.fields());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
