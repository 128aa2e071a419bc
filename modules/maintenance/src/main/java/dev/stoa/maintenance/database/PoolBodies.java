package dev.stoa.maintenance.database;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LentConnection;
import dev.stoa.platform.sql.PoolState;
import dev.stoa.platform.sql.PoolWaits;
import java.io.IOException;

/** The node's connections as JSON. */
public final class PoolBodies {
    private PoolBodies() {}

    /** The pool, waits for it, and who holds what. */
    public static void write(JsonGenerator json, Database database) throws IOException {
        PoolState pool = database.pool();
        PoolWaits waits = database.waits();
        json.writeStartObject();
        json.writeNumberField("size", pool.size());
        json.writeNumberField("total", pool.total());
        json.writeNumberField("active", pool.active());
        json.writeNumberField("idle", Math.max(0, pool.total() - pool.active()));
        json.writeNumberField("waiting", pool.waiting());
        json.writeNumberField(
                "utilisation", Math.round(1000.0 * pool.active() / pool.size()) / 10.0);
        json.writeNumberField("waited", waits.waited());
        json.writeNumberField("refused", waits.refused());
        json.writeNumberField(
                "averageWaitMs",
                waits.waited() == 0
                        ? 0
                        : Math.round(100 * waits.totalMillis() / waits.waited()) / 100.0);
        json.writeArrayFieldStart("lent");
        for (LentConnection each : database.lent()) {
            json.writeStartObject();
            json.writeStringField("work", each.work());
            json.writeStringField("statement", each.statement());
            json.writeBooleanField("running", each.running());
            json.writeNumberField("heldMs", Math.round(each.millis() * 100) / 100.0);
            json.writeStringField("traceId", each.traceId());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
