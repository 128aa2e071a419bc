package dev.stoa.forum.moderation;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;

/** How a thread or a post stands after a moderator changed it, as JSON. */
final class Standing {
    private Standing() {}

    static Body of(HeldThread thread) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    Json.id(json, "id", thread.id());
                    json.writeObjectFieldStart("state");
                    json.writeBooleanField("locked", thread.isLocked());
                    json.writeBooleanField("pinned", thread.isPinned());
                    json.writeBooleanField("removed", thread.isRemoved());
                    json.writeEndObject();
                    json.writeNumberField("version", thread.version());
                    json.writeEndObject();
                });
    }

    static Body of(HeldPost post) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    Json.id(json, "id", post.id());
                    Json.id(json, "threadId", post.thread());
                    json.writeObjectFieldStart("state");
                    json.writeBooleanField("removed", post.isRemoved());
                    json.writeEndObject();
                    json.writeNumberField("version", post.version());
                    json.writeEndObject();
                });
    }
}
