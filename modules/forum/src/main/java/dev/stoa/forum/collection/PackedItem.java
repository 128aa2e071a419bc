package dev.stoa.forum.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An item in a package.
 *
 * @param payload a JSON object
 */
record PackedItem(long id, int position, String title, String payload, @Nullable Long thread) {
    static PackedItem read(Row row) {
        return new PackedItem(
                row.number(0), row.integer(1), row.text(2), row.text(3), row.numberOrNull(4));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", id);
        json.writeNumberField("position", position);
        json.writeStringField("title", title);
        Json.text(json, "threadId", thread == null ? null : thread.toString());
        json.writeFieldName("payload");
        json.writeRawValue(payload);
        json.writeEndObject();
    }
}
