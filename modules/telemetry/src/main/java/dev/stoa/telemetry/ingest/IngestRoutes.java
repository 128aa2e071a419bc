package dev.stoa.telemetry.ingest;

import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Repeatable;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.telemetry.event.Batch;
import dev.stoa.telemetry.event.BatchReader;
import dev.stoa.telemetry.event.Rejected;
import java.util.List;

/** Events in over HTTP. */
final class IngestRoutes {
    private static final int MOST_BYTES = 1024 * 1024;

    private final BatchReader reader;
    private final Ingest ingest;

    IngestRoutes(BatchReader reader, Ingest ingest) {
        this.reader = reader;
        this.ingest = ingest;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/telemetry/events",
                                "Send events; answered once they are on disk",
                                "TelemetryReceipt",
                                this::take)
                        .with(
                                Traits.MEMBER_WRITE
                                        .with(Repeatable.NO)
                                        .with(Access.member(Scope.TELEMETRY_WRITE))
                                        .limit("telemetry")
                                        .body(MOST_BYTES))
                        .content("TelemetryBatch", BatchReader.JSON, BatchReader.NDJSON)
                        .answering(202));
    }

    private Reply take(Call call) {
        byte[] body = call.unpackedBody();
        Batch batch = reader.read(call.mediaType(), body);
        return Reply.of(202, body(ingest.take(batch, body.length)));
    }

    private static Body body(Ingest.Receipt receipt) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("accepted", receipt.accepted());
                    json.writeNumberField("duplicates", receipt.duplicates());
                    json.writeArrayFieldStart("rejected");
                    for (Rejected each : receipt.rejected()) {
                        json.writeStartObject();
                        json.writeNumberField("index", each.index());
                        json.writeStringField("code", each.fault().code());
                        json.writeStringField("detail", each.fault().detail());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
