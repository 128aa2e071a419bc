package dev.stoa.maintenance.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import java.io.IOException;

/** Plans as JSON. */
public final class PlanBodies {
    private PlanBodies() {}

    /** A plan that a statement has or had: the schema KnownPlan. */
    public static void plan(JsonGenerator json, KnownPlan plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("hash", plan.hash());
        json.writeStringField("shape", plan.shape());
        json.writeStringField("text", plan.text());
        json.writeNumberField("cost", plan.cost());
        Json.instant(json, "since", plan.since());
        Json.instant(json, "lastSeenAt", plan.lastSeen());
        json.writeNumberField("calls", plan.calls());
        json.writeNumberField("meanMs", millis(plan.meanMillis()));
        json.writeEndObject();
    }

    /** Milliseconds with three digits behind the point. */
    public static double millis(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }
}
