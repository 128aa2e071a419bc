package dev.stoa.sessions.peer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.sessions.peer.PeerStore.Found;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Peer sessions as JSON. */
final class PeerBodies {
    private PeerBodies() {}

    static Body of(PeerSession session) {
        return Json.body(json -> write(json, session));
    }

    /** One session with who was heard of when. */
    static Body seen(Found found) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    fields(json, found.session());
                    Json.instant(json, "aSeenAt", found.aSeenAt());
                    Json.instant(json, "bSeenAt", found.bSeenAt());
                    json.writeEndObject();
                });
    }

    /** Active sessions, at most {@code limit} of them. */
    static Body active(List<PeerSession> sessions, int limit) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("items");
                    for (PeerSession session :
                            sessions.subList(0, Math.min(limit, sessions.size()))) {
                        write(json, session);
                    }
                    json.writeEndArray();
                    json.writeBooleanField("hasMore", sessions.size() > limit);
                    json.writeEndObject();
                });
    }

    static void write(JsonGenerator json, PeerSession session) throws IOException {
        json.writeStartObject();
        fields(json, session);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, PeerSession session) throws IOException {
        Json.id(json, "id", session.id());
        json.writeStringField("aAddr", session.aAddr());
        json.writeStringField("bAddr", session.bAddr());
        id(json, "aId", session.aId());
        id(json, "bId", session.bId());
        Json.text(json, "topic", session.topic());
        json.writeStringField("status", session.status().text());
        json.writeBooleanField("reported", session.isReported());
        Json.instant(json, "createdAt", session.createdAt());
        Json.instant(json, "startedAt", session.startedAt());
        Json.instant(json, "endedAt", session.endedAt());
        id(json, "endedBy", session.endedBy());
        Json.instant(
                json,
                "expiresAt",
                session.status() == PeerStatus.PENDING ? session.expiresAt() : null);
        json.writeFieldName("meta");
        json.writeRawValue(session.meta());
        json.writeNumberField("version", session.version());
    }

    private static void id(JsonGenerator json, String name, @Nullable Long id) throws IOException {
        Json.text(json, name, id == null ? null : id.toString());
    }
}
