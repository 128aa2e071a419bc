package dev.stoa.forum.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Transaction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes a package: a collection and all its items as one document, which is the same for the same
 * version. Items are read in batches by position, one of which is in memory at a time.
 */
final class PackageWriter {
    private PackageWriter() {}

    /**
     * Writes the package of {@code head}.
     *
     * @param in a transaction that sees one moment, that of {@code head}
     */
    static void write(OutputStream out, Transaction in, CollectionRow head) throws IOException {
        Json.write(
                out,
                json -> {
                    json.writeStartObject();
                    Json.id(json, "id", head.id());
                    json.writeStringField("title", head.title());
                    json.writeStringField("description", head.description());
                    Json.id(json, "authorId", head.owner());
                    json.writeNumberField("version", head.version());
                    json.writeNumberField("itemCount", head.itemCount());
                    Json.instant(json, "updatedAt", head.updatedAt());
                    json.writeArrayFieldStart("items");
                    items(json, in, head.id());
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void items(JsonGenerator json, Transaction in, long collection)
            throws IOException {
        int position = 0;
        List<PackedItem> batch;
        do {
            batch = ItemStore.packed(in, collection, position);
            for (PackedItem item : batch) {
                item.write(json);
                position = item.position();
            }
        } while (batch.size() == ItemStore.BATCH);
    }
}
