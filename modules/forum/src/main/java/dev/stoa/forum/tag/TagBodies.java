package dev.stoa.forum.tag;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.tag.TagStore.TagCard;
import dev.stoa.platform.http.Json;
import java.io.IOException;

/** Tags as JSON. */
final class TagBodies {
    private TagBodies() {}

    static void tag(JsonGenerator json, TagCard tag) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", tag.id());
        json.writeStringField("name", tag.name());
        json.writeStringField("slug", tag.slug());
        json.writeStringField("color", tag.color());
        json.writeStringField("description", tag.description());
        json.writeNumberField("useCount", tag.useCount());
        json.writeNumberField("version", tag.version());
        json.writeEndObject();
    }
}
