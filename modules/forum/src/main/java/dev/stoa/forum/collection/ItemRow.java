package dev.stoa.forum.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An item of a collection.
 *
 * @param position among the others; rises, with gaps
 * @param payload a JSON object
 * @param thread which thread it is about; null for none, or one that is gone
 */
record ItemRow(long id, int position, String title, String payload, @Nullable OfThread thread) {
    /** The thread as it is named. */
    record OfThread(long id, String title, String slug, long structure) {}

    static ItemRow read(Row row) {
        return new ItemRow(
                row.number(0),
                row.integer(1),
                row.text(2),
                row.text(3),
                row.isNull(4)
                        ? null
                        : new OfThread(row.number(4), row.text(5), row.text(6), row.number(7)));
    }

    /** Without the thread where {@code audience} must not know of it. */
    void write(JsonGenerator json, Audience audience) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", id);
        json.writeNumberField("position", position);
        json.writeStringField("title", title);
        json.writeFieldName("thread");
        if (thread == null || audience.isHidden(thread.structure())) {
            json.writeNull();
        } else {
            json.writeStartObject();
            Json.id(json, "id", thread.id());
            json.writeStringField("title", thread.title());
            json.writeStringField("slug", thread.slug());
            json.writeEndObject();
        }
        json.writeFieldName("payload");
        json.writeRawValue(payload);
        json.writeEndObject();
    }
}
