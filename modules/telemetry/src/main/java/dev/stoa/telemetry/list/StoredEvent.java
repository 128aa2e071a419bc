package dev.stoa.telemetry.list;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import dev.stoa.telemetry.event.EventKey;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param props JSON
 */
record StoredEvent(
        EventKey key,
        Instant receivedAt,
        String type,
        @Nullable String session,
        @Nullable String address,
        String props) {
    static StoredEvent read(Row row) {
        return new StoredEvent(
                new EventKey(row.micros(1), UUID.fromString(row.text(0))),
                row.instant(2),
                row.text(3),
                row.textOrNull(4),
                row.textOrNull(5),
                row.text(6));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventId", key.id().toString());
        json.writeStringField("type", type);
        Json.instant(json, "occurredAt", EventKey.instant(key.micros()));
        Json.instant(json, "receivedAt", receivedAt);
        Json.text(json, "sessionId", session);
        Json.text(json, "address", address);
        json.writeFieldName("props");
        json.writeRawValue(props);
        json.writeEndObject();
    }
}
