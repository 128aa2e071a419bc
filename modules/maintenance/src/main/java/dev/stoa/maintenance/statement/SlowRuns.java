package dev.stoa.maintenance.statement;

import dev.stoa.maintenance.incident.IncidentPart;
import dev.stoa.platform.http.Json;
import java.util.List;

/** This node's latest slow runs, for the incident bundle: of memory, whatever the database does. */
final class SlowRuns implements IncidentPart {
    private final SlowRing ring;

    SlowRuns(SlowRing ring) {
        this.ring = ring;
    }

    @Override
    public String name() {
        return "slowQueries";
    }

    @Override
    public String schema() {
        return "SlowRuns";
    }

    @Override
    public Json.Writer read() {
        List<SlowQuery> latest = ring.latest();
        return json -> {
            json.writeStartArray();
            for (SlowQuery query : latest) {
                StatementBodies.slow(json, query);
            }
            json.writeEndArray();
        };
    }
}
