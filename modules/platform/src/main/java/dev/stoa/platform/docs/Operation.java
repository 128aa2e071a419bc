package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A route as an OpenAPI operation.
 *
 * @param tag name of its group
 * @param route the route
 * @param schemas the schemas of the document
 */
record Operation(String tag, Route route, Schemas schemas) {
    private static final List<String> COMMON_HEADERS =
            List.of("Cache-Control", "X-Trace-Id", "X-Query-Count", "Server-Timing", "traceparent");

    /** The method and the path in one camel-case word, unique as they are. */
    String id() {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        for (String part : route.path().split("[/-]", -1)) {
            if (part.startsWith("{")) {
                id.append("By").append(capital(part.substring(1, part.length() - 1)));
            } else if (!part.isEmpty() && !part.equals("api")) {
                id.append(capital(part));
            }
        }
        return id.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(route.method().toLowerCase(Locale.ROOT));
        json.writeStringField("operationId", id());
        json.writeArrayFieldStart("tags");
        json.writeString(tag);
        json.writeEndArray();
        json.writeStringField("summary", route.summary());
        json.writeArrayFieldStart("parameters");
        for (Param param : route.params()) {
            Parameters.write(json, param);
        }
        if (hasEtag()) {
            reference(json, "parameters", "If-None-Match");
        }
        if (route.traits().repeatable() != Route.Repeatable.NO) {
            reference(
                    json,
                    "parameters",
                    route.traits().repeatable() == Route.Repeatable.WITH_KEY
                            ? "Idempotency-Key"
                            : "Idempotency-Key-Required");
        }
        json.writeEndArray();
        security(json);
        RequestBodies.write(json, route);
        json.writeObjectFieldStart("responses");
        success(json);
        if (hasEtag()) {
            response(json, 304, "NotModified");
        }
        problems(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private boolean isRead() {
        return route.method().equals("GET");
    }

    /** Events have no end, and so no hash. */
    private boolean hasEtag() {
        return isRead()
                && !schemas.mediaTypes(route.answer().schema()).contains("text/event-stream");
    }

    private boolean isProbe() {
        return route.isProbe();
    }

    /** Which credentials will do; {@code {}} stands for none. */
    private void security(JsonGenerator json) throws IOException {
        Access access = route.traits().access();
        if (access.equals(Access.OPEN)) {
            return;
        }
        json.writeArrayFieldStart("security");
        if (access.least() == null) {
            json.writeStartObject();
            json.writeEndObject();
        }
        scheme(json, "login", null);
        if (access.scope() != null) {
            scheme(json, "apiKey", access.scope().text());
        }
        json.writeEndArray();
        if (access.least() != null) {
            json.writeStringField("x-stoa-role", access.least().text());
        }
    }

    private static void scheme(JsonGenerator json, String name, @Nullable String scope)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(name);
        if (scope != null) {
            json.writeString(scope);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void success(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(Integer.toString(route.answer().status()));
        json.writeStringField("description", route.summary());
        json.writeObjectFieldStart("headers");
        for (String header : COMMON_HEADERS) {
            header(json, header);
        }
        if (!route.traits().limit().isEmpty()) {
            header(json, "RateLimit-Policy");
            header(json, "RateLimit");
        }
        if (hasEtag()) {
            header(json, "ETag");
        }
        if (isRead() && route.traits().freshness() == Route.Freshness.SHARED) {
            header(json, "X-Cache");
            header(json, "Age");
        }
        if (takes("after")) {
            header(json, "Link");
        }
        if (route.traits().repeatable() != Route.Repeatable.NO) {
            header(json, "Idempotency-Replayed");
        }
        json.writeEndObject();
        if (!route.answer().schema().isEmpty()) {
            content(json);
        }
        json.writeEndObject();
    }

    private static void header(JsonGenerator json, String name) throws IOException {
        json.writeFieldName(name);
        reference(json, "headers", name);
    }

    private void content(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("content");
        for (String type : schemas.mediaTypes(route.answer().schema())) {
            json.writeObjectFieldStart(type);
            json.writeFieldName("schema");
            reference(json, "schemas", route.answer().schema());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void problems(JsonGenerator json) throws IOException {
        response(json, 400, "BadRequest");
        response(json, 401, "Unauthenticated");
        if (!route.traits().access().equals(Access.OPEN)) {
            response(json, 403, "Forbidden");
        }
        if (canMiss()) {
            response(json, 404, "NotFound");
        }
        if (takes("after")) {
            response(json, 410, "CursorExpired");
        }
        if (!isRead()) {
            response(json, 409, "Conflict");
        }
        if (route.traits().maxBody() > 0) {
            response(json, 413, "PayloadTooLarge");
        }
        if (!route.fields().isEmpty()) {
            response(json, 415, "UnsupportedMediaType");
            response(json, 422, "InvalidField");
        } else if (route.content() != null) {
            response(json, 415, "UnsupportedMediaType");
        }
        if (!route.traits().limit().isEmpty()) {
            response(json, 429, "RateLimited");
        }
        response(json, 500, "Internal");
        if (isProbe()) {
            json.writeObjectFieldStart("503");
            json.writeStringField("description", "The same, where the node can't serve.");
            content(json);
            json.writeEndObject();
        } else {
            response(json, 503, "Unavailable");
        }
        response(json, 504, "DeadlineExceeded");
    }

    /** Whether a parameter names something that may not be there. */
    private boolean canMiss() {
        return route.params().stream()
                .anyMatch(
                        param ->
                                param.place() == Param.Place.PATH
                                        || param.form() instanceof Form.IdOr);
    }

    private boolean takes(String name) {
        return route.params().stream().anyMatch(param -> param.name().equals(name));
    }

    private static void response(JsonGenerator json, int status, String name) throws IOException {
        json.writeFieldName(Integer.toString(status));
        reference(json, "responses", name);
    }

    private static void reference(JsonGenerator json, String kind, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("$ref", "#/components/" + kind + "/" + name);
        json.writeEndObject();
    }
}
