package dev.stoa.maintenance.optimization;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Optimisations over HTTP, on the admin listener. */
final class OptimizationRoutes {
    static final ProblemType RUNNING =
            new ProblemType(
                    "optimization-running",
                    409,
                    "An optimisation is at work",
                    "One at a time is done on all nodes. Ask again when it has ended.");

    private static final String ONE = "/api/ops/optimizations/{id}";
    private static final int MOST_TABLES = 100;
    private static final int LONGEST_NAME = 63;

    private final OptimizationStore store;
    private final Planner planner;
    private final Jobs jobs;

    OptimizationRoutes(OptimizationStore store, Planner planner, Jobs jobs) {
        this.store = store;
        this.planner = planner;
        this.jobs = jobs;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                                "/database/optimize",
                                "Has tables and indexes looked after beside the traffic, or says how that would be"
                                        + " done",
                                "Optimization",
                                this::request)
                        .fields(
                                Field.required(
                                        "actions",
                                        new Form.Many(
                                                new Form.Choice(Action.words()),
                                                Action.words().size()),
                                        "What to do, in this order."),
                                Field.optional(
                                        "dryRun",
                                        new Form.Flag(),
                                        "Whether to write down the steps only."),
                                Field.optional(
                                        "tables",
                                        new Form.Many(new Form.Text(LONGEST_NAME), MOST_TABLES),
                                        "Of which tables, with their partitions; all where it is missing."))
                        .answering(202)
                        .with(Route.Traits.ADMIN_WRITE),
                Route.get(
                                ONE,
                                "An optimisation: its steps and how far it is",
                                "Optimization",
                                call -> Reply.ok(body(found(call.arguments().pathId("id")))),
                                Param.pathId("id", "The optimisation's number."))
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply request(Call call) {
        List<String> actions = call.fields().all("actions");
        List<String> tables = call.fields().all("tables");
        boolean dryRun = call.fields().flag("dryRun");
        List<Step> steps = planner.steps(actions.stream().map(Action::of).toList(), tables);
        long id =
                store.add(actions, tables, dryRun ? "planned" : "pending", steps)
                        .orElseThrow(
                                () ->
                                        new Failure.Conflict(
                                                RUNNING, "An optimisation has not ended yet."));
        if (!dryRun) {
            // Where a node is at it already, the next run does it.
            jobs.request(OptimizationJob.NAME);
        }
        return Reply.of(202, body(found(id)))
                .header("Location", ONE.replace("{id}", Long.toString(id)));
    }

    private Optimization found(long id) {
        return store.find(id)
                .orElseThrow(() -> new Failure.NotFound("There is no such optimisation."));
    }

    private static Body body(Optimization run) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    Json.id(json, "id", run.id());
                    json.writeStringField("status", run.status());
                    json.writeBooleanField("dryRun", run.status().equals("planned"));
                    json.writeFieldName("actions");
                    json.writeRawValue(run.actions());
                    json.writeFieldName("tables");
                    json.writeRawValue(run.tables());
                    Json.instant(json, "requestedAt", run.requestedAt());
                    Json.instant(json, "startedAt", run.startedAt());
                    Json.instant(json, "endedAt", run.endedAt());
                    json.writeArrayFieldStart("steps");
                    for (Step step : run.steps()) {
                        step(json, step);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void step(JsonGenerator json, Step step) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", step.action().word());
        json.writeStringField("subject", step.subject());
        Json.text(json, "statement", step.statement().isEmpty() ? null : step.statement());
        json.writeStringField("status", step.status());
        Json.instant(json, "startedAt", step.startedAt());
        Json.instant(json, "endedAt", step.endedAt());
        if (step.startedAt() == null || step.endedAt() == null) {
            json.writeNullField("durationMs");
        } else {
            json.writeNumberField(
                    "durationMs", Duration.between(step.startedAt(), step.endedAt()).toMillis());
        }
        Json.text(json, "error", step.error());
        json.writeEndObject();
    }
}
