package dev.stoa.platform.docs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI document of one listener.
 *
 * @param groups the listener's routes
 * @param schemas the schemas of all answers
 * @param about what it says of the listener
 */
record OpenApi(List<RouteGroup> groups, Schemas schemas, About about) {
    private static final JsonFactory JSON = JsonFactories.plain();
    private static final String COMPONENTS = Resources.text("components.json");

    OpenApi {
        groups = List.copyOf(groups);
    }

    /**
     * What a document says of itself.
     *
     * @param title its name
     * @param version version of the service
     * @param description a few sentences in Markdown
     */
    record About(String title, String version, String description) {}

    /** The document as a finished body. */
    Body body() {
        return Body.json(Json.bytes(this::write));
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("openapi", "3.1.0");
        info(json);
        json.writeArrayFieldStart("servers");
        json.writeStartObject();
        json.writeStringField("url", "/");
        json.writeStringField("description", "This node");
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("tags");
        for (RouteGroup group : groups) {
            if (!group.routes().isEmpty()) {
                json.writeStartObject();
                json.writeStringField("name", group.name());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        paths(json);
        components(json);
        json.writeEndObject();
    }

    private void info(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("info");
        json.writeStringField("title", about.title());
        json.writeStringField("version", about.version());
        json.writeStringField("description", about.description());
        json.writeEndObject();
    }

    private void paths(JsonGenerator json) throws IOException {
        Map<String, Map<String, Operation>> paths = new LinkedHashMap<>();
        for (RouteGroup group : groups) {
            for (Route route : group.routes()) {
                paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                        .put(route.method(), new Operation(group.name(), route, schemas));
            }
        }
        json.writeObjectFieldStart("paths");
        for (Map.Entry<String, Map<String, Operation>> path : paths.entrySet()) {
            json.writeObjectFieldStart(path.getKey());
            for (Operation operation : path.getValue().values()) {
                operation.write(json);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void components(JsonGenerator json) throws IOException {
        Set<String> used = new TreeSet<>(Set.of("Problem"));
        for (RouteGroup group : groups) {
            for (Route route : group.routes()) {
                used.add(route.answer().schema());
                if (route.content() != null) {
                    used.add(route.content().schema());
                }
            }
        }
        json.writeObjectFieldStart("components");
        json.writeObjectFieldStart("schemas");
        schemas.write(json, used);
        json.writeEndObject();
        try (JsonParser parser = JSON.createParser(COMPONENTS)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                json.copyCurrentStructure(parser);
            }
        }
        json.writeEndObject();
    }
}
