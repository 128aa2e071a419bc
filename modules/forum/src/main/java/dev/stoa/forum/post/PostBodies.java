package dev.stoa.forum.post;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import java.io.IOException;

/** Posts as JSON. */
final class PostBodies {
    private PostBodies() {}

    static void post(JsonGenerator json, PostRow post) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", post.id());
        Json.id(json, "threadId", post.threadId());
        json.writeNumberField("number", post.number());
        Json.text(json, "parentId", post.parentId() == null ? null : post.parentId().toString());
        json.writeNumberField("depth", post.depth());
        Json.text(json, "body", post.body());
        Json.text(json, "bodyHtml", post.bodyHtml());
        json.writeStringField("bodyFormat", post.bodyFormat());
        json.writeFieldName("author");
        if (post.author() == null) {
            json.writeNull();
        } else {
            json.writeRawValue("{" + post.author() + ",\"karma\":" + post.karma() + "}");
        }
        json.writeObjectFieldStart("stats");
        json.writeNumberField("score", post.score());
        json.writeNumberField("up", post.up());
        json.writeNumberField("down", post.down());
        json.writeNumberField("replies", post.replies());
        json.writeEndObject();
        Json.instant(json, "createdAt", post.createdAt());
        Json.instant(json, "editedAt", post.editedAt());
        json.writeObjectFieldStart("state");
        json.writeBooleanField("removed", post.removed());
        json.writeEndObject();
        json.writeFieldName("source");
        json.writeRawValue(post.source());
        json.writeNumberField("version", post.version());
        json.writeEndObject();
    }
}
