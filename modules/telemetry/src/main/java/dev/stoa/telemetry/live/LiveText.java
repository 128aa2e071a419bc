package dev.stoa.telemetry.live;

import dev.stoa.platform.http.Json;
import dev.stoa.telemetry.event.EventKey;
import dev.stoa.telemetry.event.TelemetryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An event between nodes and in a stream: its type, a space, and JSON of one line. */
record LiveText(String type, String json) {
    static LiveText of(TelemetryEvent event) {
        byte[] bytes =
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("eventId", event.key().id().toString());
                            json.writeStringField("type", event.type());
                            Instant at = EventKey.instant(event.key().micros());
                            Json.instant(json, "occurredAt", at);
                            Json.text(json, "sessionId", event.session());
                            Json.text(json, "address", event.address());
                            json.writeFieldName("props");
                            // Spaces between are the client's, and may be line feeds.
                            json.writeRawValue(event.props().replace('\n', ' ').replace('\r', ' '));
                            json.writeEndObject();
                        });
        return new LiveText(event.type(), new String(bytes, StandardCharsets.UTF_8));
    }

    static LiveText read(String text) {
        int end = text.indexOf(' ');
        return new LiveText(text.substring(0, Math.max(0, end)), text.substring(end + 1));
    }

    String text() {
        return type + ' ' + json;
    }

    /** As a server-sent event. */
    byte[] frame() {
        return ("event: event\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
