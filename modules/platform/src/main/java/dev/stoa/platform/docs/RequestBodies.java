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
        Forms.object(json, route.fields());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
