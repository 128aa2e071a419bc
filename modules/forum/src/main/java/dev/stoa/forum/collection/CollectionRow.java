package dev.stoa.forum.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A collection without its items.
 *
 * @param owner id of the member who made it
 * @param author their card, without braces
 * @param publishedAt null for a draft
 * @param micros when it was published, in microseconds since 1970; 0 for a draft
 */
record CollectionRow(
        long id,
        long owner,
        @Nullable String author,
        String title,
        String description,
        int itemCount,
        @Nullable Instant publishedAt,
        long micros,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    /** What {@link #read} reads, of a collection c and its author a. */
    static final String COLUMNS =
            """
            c.id, c.user_id, a.card, c.title, c.description, c.item_count, c.published_at,
                   c.created_at, c.updated_at, c.version""";

    static CollectionRow read(Row row) {
        return new CollectionRow(
                row.number(0),
                row.number(1),
                row.textOrNull(2),
                row.text(3),
                row.text(4),
                row.integer(5),
                row.instantOrNull(6),
                row.isNull(6) ? 0 : row.micros(6),
                row.instant(7),
                row.instant(8),
                row.integer(9));
    }

    boolean isPublished() {
        return publishedAt != null;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", id);
        json.writeStringField("title", title);
        json.writeStringField("description", description);
        json.writeFieldName("author");
        if (author == null) {
            json.writeNull();
        } else {
            json.writeRawValue('{' + author + '}');
        }
        json.writeNumberField("itemCount", itemCount);
        json.writeBooleanField("published", isPublished());
        Json.instant(json, "publishedAt", publishedAt);
        Json.instant(json, "createdAt", createdAt);
        Json.instant(json, "updatedAt", updatedAt);
        json.writeNumberField("version", version);
        json.writeEndObject();
    }
}
