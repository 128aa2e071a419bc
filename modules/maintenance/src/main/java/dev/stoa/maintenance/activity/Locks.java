package dev.stoa.maintenance.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.incident.IncidentPart;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.util.List;

/** Who waits for a lock, and for whom, as JSON. */
final class Locks implements IncidentPart {
    private final ActivityStore store;

    Locks(ActivityStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "locks";
    }

    @Override
    public String schema() {
        return "LockWaits";
    }

    @Override
    public Json.Writer read() {
        List<LockWait> waits = store.waits();
        return json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (LockWait wait : waits) {
                wait(json, wait);
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void wait(JsonGenerator json, LockWait wait) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", wait.pid());
        json.writeStringField("kind", wait.kind());
        Json.text(json, "relation", wait.relation());
        json.writeStringField("mode", wait.mode());
        Json.instant(json, "since", wait.since());
        Json.text(json, "statement", wait.statement());
        pids(json, wait.blockedBy());
        json.writeArrayFieldStart("blockers");
        for (String name : wait.blockers()) {
            if (name == null) {
                json.writeNull();
            } else {
                json.writeString(name);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void pids(JsonGenerator json, List<Long> pids) throws IOException {
        json.writeArrayFieldStart("blockedBy");
        for (Long pid : pids) {
            json.writeNumber(pid);
        }
        json.writeEndArray();
    }
}
