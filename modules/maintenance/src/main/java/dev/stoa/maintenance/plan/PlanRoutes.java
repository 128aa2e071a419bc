package dev.stoa.maintenance.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Plans over HTTP, on the admin listener. */
final class PlanRoutes {
    private final PlanHistory history;

    PlanRoutes(PlanHistory history) {
        this.history = history;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/plans/regressions",
                                "Statements whose plan changed for the worse within 30 days",
                                "PlanRegressions",
                                _ -> regressions())
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply regressions() {
        var worse =
                history.regressed().entrySet().stream()
                        .sorted(Comparator.comparing(each -> each.getKey().statement()))
                        .toList();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (Map.Entry<PlanChange, PlanChange.Regression> each : worse) {
                                regression(json, each.getKey(), each.getValue());
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private static void regression(JsonGenerator json, PlanChange change, PlanChange.Regression why)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("statement", change.statement());
        json.writeStringField("reason", why.kind());
        json.writeStringField("summary", change.statement() + " " + why.sentence() + ".");
        json.writeNumberField("confidence", why.confidence());
        json.writeFieldName("before");
        PlanBodies.plan(json, change.before());
        json.writeFieldName("now");
        PlanBodies.plan(json, change.now());
        json.writeEndObject();
    }
}
