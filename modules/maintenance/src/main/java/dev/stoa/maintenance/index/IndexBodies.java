package dev.stoa.maintenance.index;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import java.io.IOException;

/** Indexes as JSON. */
final class IndexBodies {
    private IndexBodies() {}

    static void index(JsonGenerator json, IndexRow index, boolean isExpected) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", index.name());
        json.writeStringField("table", index.table());
        json.writeStringField("method", index.method());
        json.writeNumberField("bytes", index.bytes());
        json.writeNumberField("scans", index.scans());
        Json.instant(json, "lastScanAt", index.lastScan());
        json.writeNumberField("writes", index.writes());
        json.writeNumberField("writeShare", Math.round(1000 * index.writeShare()) / 1000.0);
        json.writeBooleanField("isUnique", index.isUnique());
        json.writeBooleanField("isValid", index.isValid());
        json.writeStringField("origin", origin(index, isExpected));
        json.writeStringField("definition", index.definition());
        json.writeEndObject();
    }

    private static String origin(IndexRow index, boolean isExpected) {
        if (index.hasConstraint()) {
            return "constraint";
        }
        if (isExpected) {
            return "schema";
        }
        return index.isPartition() ? "partition" : "other";
    }

    static void advice(JsonGenerator json, Advice advice) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", advice.id());
        json.writeStringField("kind", advice.kind());
        json.writeStringField("action", advice.action().word());
        json.writeStringField("subject", advice.subject());
        json.writeStringField("table", advice.table());
        json.writeStringField("summary", advice.summary());
        json.writeStringField("advice", advice.advice());
        json.writeNumberField("confidence", advice.confidence());
        json.writeNumberField("bytes", advice.bytes());
        json.writeBooleanField("isApplicable", advice.isApplicable());
        Json.text(json, "ddl", advice.isApplicable() ? advice.ddl() : null);
        json.writeEndObject();
    }

    static void build(JsonGenerator json, IndexBuild build) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", build.id());
        json.writeStringField("action", build.action());
        json.writeStringField("index", build.index());
        json.writeStringField("table", build.table());
        json.writeStringField("ddl", build.ddl());
        json.writeStringField("status", build.status());
        json.writeNumberField("attempts", build.attempts());
        Json.instant(json, "requestedAt", build.requestedAt());
        Json.instant(json, "startedAt", build.startedAt());
        Json.instant(json, "endedAt", build.endedAt());
        Json.text(json, "error", build.error());
        json.writeEndObject();
    }
}
