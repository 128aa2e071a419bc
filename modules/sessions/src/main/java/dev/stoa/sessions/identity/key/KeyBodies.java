package dev.stoa.sessions.identity.key;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import java.io.IOException;

/** API keys as JSON. */
final class KeyBodies {
    private KeyBodies() {}

    /** A new key, with its secret this once. */
    static Body made(long id, KeyOrder order, KeyText text) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    Json.id(json, "id", id);
                    json.writeStringField("key", text.whole());
                    json.writeStringField("prefix", text.prefix());
                    json.writeStringField("name", order.name());
                    json.writeArrayFieldStart("scopes");
                    for (String scope :
                            order.scopes().stream().map(Scope::text).sorted().toList()) {
                        json.writeString(scope);
                    }
                    json.writeEndArray();
                    Json.instant(json, "expiresAt", order.expiresAt());
                    json.writeEndObject();
                });
    }

    static void write(JsonGenerator json, KeyRow key) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", key.id());
        json.writeStringField("prefix", key.prefix());
        json.writeStringField("name", key.name());
        json.writeArrayFieldStart("scopes");
        for (String scope : key.scopes()) {
            json.writeString(scope);
        }
        json.writeEndArray();
        json.writeStringField("limitPolicy", key.policy());
        json.writeBooleanField("active", key.isActive());
        Json.instant(json, "createdAt", key.createdAt());
        Json.instant(json, "expiresAt", key.expiresAt());
        Json.instant(json, "revokedAt", key.revokedAt());
        Json.instant(json, "lastUsedAt", key.lastUsedAt());
        Json.text(
                json, "replacedBy", key.replacedBy() == null ? null : key.replacedBy().toString());
        json.writeEndObject();
    }
}
