package dev.stoa.maintenance.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.util.List;

/** Findings as JSON. */
public final class FindingBodies {
    private FindingBodies() {}

    /** A list of them. */
    public static void list(JsonGenerator json, List<KnownFinding> findings) throws IOException {
        json.writeStartArray();
        for (KnownFinding each : findings) {
            one(json, each);
        }
        json.writeEndArray();
    }

    static void one(JsonGenerator json, KnownFinding known) throws IOException {
        Finding finding = known.finding();
        json.writeStartObject();
        Json.id(json, "id", known.id());
        json.writeStringField("kind", finding.kind());
        json.writeStringField("subject", finding.subject());
        Json.text(json, "node", known.node().isEmpty() ? null : known.node());
        json.writeStringField("summary", finding.summary());
        json.writeStringField("advice", finding.advice());
        json.writeNumberField("confidence_score", finding.confidence());
        json.writeFieldName("evidence");
        json.writeRawValue(finding.evidence());
        Json.instant(json, "discovered_at", known.discoveredAt());
        Json.instant(json, "last_seen_at", known.lastSeenAt());
        Json.instant(json, "resolved_at", known.resolvedAt());
        json.writeEndObject();
    }
}
