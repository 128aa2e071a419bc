package dev.stoa.maintenance.analysis;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.index.Indexes;
import dev.stoa.maintenance.plan.PlanBodies;
import dev.stoa.maintenance.plan.PlanStore;
import dev.stoa.maintenance.statement.ServerStatistics;
import dev.stoa.maintenance.statement.StatementBodies;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.observe.RepeatedStatements;
import dev.stoa.platform.observe.StatementFigures;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The analysis of queries, as a part of maintenance. */
public final class QueryAnalysis implements Feature {
    private final Observability observability;
    private final PlanStore plans;
    private final ServerStatistics server;
    private final Indexes indexes;

    public QueryAnalysis(Platform platform, Indexes indexes) {
        this.observability = platform.observability();
        this.plans = new PlanStore(platform.database());
        this.server = new ServerStatistics(platform.upkeep());
        this.indexes = indexes;
    }

    @Override
    public String name() {
        return "analysis";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/database/query-analysis",
                                "Statements, plans, indexes and scans in one report",
                                "QueryAnalysis",
                                _ -> report())
                        .with(Route.Traits.ADMIN_READ));
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(QueryAnalysis.class.getResourceAsStream("schemas.json")));
    }

    private Reply report() {
        List<StatementFigures> statements =
                observability.statements().figures().stream()
                        .sorted(
                                Comparator.comparingDouble(StatementFigures::totalMillis)
                                        .reversed())
                        .toList();
        Map<String, ServerStatistics.Served> served = server.byName().orElse(Map.of());
        Map<String, PlanStore.Latest> latest = plans.latest();
        Json.Writer tables = indexes.report();
        List<RepeatedStatements.Suspect> suspects = observability.repeated().suspects();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            Json.instant(
                                    json,
                                    "timestamp",
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
                            json.writeArrayFieldStart("statements");
                            for (StatementFigures figures : statements) {
                                json.writeStartObject();
                                StatementBodies.figures(json, figures, served.get(figures.name()));
                                plan(json, latest.get(figures.name()));
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                            tables.write(json);
                            json.writeArrayFieldStart("repeatedStatements");
                            for (RepeatedStatements.Suspect suspect : suspects) {
                                suspect(json, suspect);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private static void plan(JsonGenerator json, PlanStore.@Nullable Latest latest)
            throws IOException {
        json.writeFieldName("lastPlan");
        if (latest == null) {
            json.writeNull();
            json.writeNumberField("planChanges", 0);
        } else {
            PlanBodies.plan(json, latest.plan());
            json.writeNumberField("planChanges", latest.changes());
        }
    }

    private static void suspect(JsonGenerator json, RepeatedStatements.Suspect suspect)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("route", suspect.route());
        json.writeStringField("statement", suspect.statement());
        json.writeNumberField("requests", suspect.requests());
        json.writeNumberField("mostInOneRequest", suspect.most());
        json.writeEndObject();
    }
}
