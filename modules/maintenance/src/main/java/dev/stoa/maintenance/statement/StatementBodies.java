package dev.stoa.maintenance.statement;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.plan.PlanBodies;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.observe.StatementFigures;
import dev.stoa.platform.sql.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Statements as JSON. */
public final class StatementBodies {
    private static final List<String> LEVELS = List.of("record", "warn", "slow", "page");

    private StatementBodies() {}

    /** The fields of a statement's figures, within an open object. */
    public static void figures(
            JsonGenerator json, StatementFigures figures, ServerStatistics.@Nullable Served served)
            throws IOException {
        json.writeStringField("name", figures.name());
        json.writeNumberField("calls", figures.calls());
        json.writeNumberField("failures", figures.failures());
        json.writeNumberField("totalMs", PlanBodies.millis(figures.totalMillis()));
        json.writeNumberField("meanMs", PlanBodies.millis(figures.meanMillis()));
        json.writeNumberField("p95Ms", PlanBodies.millis(figures.p95Millis()));
        json.writeNumberField("rows", figures.rows());
        json.writeNumberField("budgetMs", figures.statement().budget().time().toMillis());
        json.writeNumberField("budgetViolations", figures.violations());
        json.writeObjectFieldStart("slow");
        for (int i = 0; i < LEVELS.size(); i++) {
            json.writeNumberField(LEVELS.get(i), figures.slow().get(i));
        }
        json.writeEndObject();
        json.writeFieldName("server");
        served(json, served);
    }

    private static void served(JsonGenerator json, ServerStatistics.@Nullable Served served)
            throws IOException {
        if (served == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("queries", served.queries());
        json.writeNumberField("calls", served.calls());
        json.writeNumberField("totalMs", PlanBodies.millis(served.totalMillis()));
        json.writeNumberField(
                "meanMs", PlanBodies.millis(served.totalMillis() / Math.max(1, served.calls())));
        json.writeNumberField("maxMs", PlanBodies.millis(served.maxMillis()));
        json.writeNumberField("rows", served.rows());
        json.writeNumberField("blocksHit", served.blocksHit());
        json.writeNumberField("blocksRead", served.blocksRead());
        json.writeNumberField("blocksSpilled", served.blocksSpilled());
        json.writeEndObject();
    }

    static void errors(JsonGenerator json, Map<String, Long> errors) throws IOException {
        json.writeArrayFieldStart("errors");
        for (Map.Entry<String, Long> error : new TreeMap<>(errors).entrySet()) {
            json.writeStartObject();
            json.writeStringField("error", error.getKey());
            json.writeNumberField("calls", error.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void slow(JsonGenerator json, SlowQuery query) throws IOException {
        json.writeStartObject();
        Json.instant(json, "at", query.at());
        json.writeStringField("statement", query.statement());
        Json.text(json, "route", query.route().isEmpty() ? null : query.route());
        Json.text(json, "traceId", query.traceId().isEmpty() ? null : query.traceId());
        json.writeStringField("level", query.level());
        json.writeNumberField("durationMs", PlanBodies.millis(query.millis()));
        json.writeNumberField("rows", query.rows());
        Json.text(json, "error", query.errorType());
        Json.text(json, "plan", query.plan().map(Plan::text).orElse(null));
        json.writeEndObject();
    }

    static void week(JsonGenerator json, SlowStore.Week week) throws IOException {
        json.writeStartObject();
        json.writeStringField("statement", week.statement());
        json.writeNumberField("runs", week.runs());
        json.writeNumberField("totalMs", PlanBodies.millis(week.totalMillis()));
        json.writeNumberField("worstMs", PlanBodies.millis(week.worstMillis()));
        Json.instant(json, "lastAt", week.last());
        json.writeNumberField("runsOfASecond", week.verySlow());
        Json.text(json, "route", week.route().isEmpty() ? null : week.route());
        Json.text(json, "plan", week.plan());
        json.writeEndObject();
    }

    static void plan(JsonGenerator json, Plan plan) throws IOException {
        json.writeStringField("hash", plan.hash());
        json.writeStringField("shape", plan.shape());
        json.writeStringField("text", plan.text());
        json.writeNumberField("cost", plan.cost());
        json.writeNumberField("rows", plan.rows());
        if (plan.millis() > 0) {
            json.writeNumberField("actualMs", PlanBodies.millis(plan.millis()));
        } else {
            json.writeNullField("actualMs");
        }
    }
}
