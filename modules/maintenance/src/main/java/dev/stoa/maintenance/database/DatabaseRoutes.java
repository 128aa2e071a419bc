package dev.stoa.maintenance.database;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.health.Health;
import dev.stoa.maintenance.size.SizeSample;
import dev.stoa.maintenance.size.Sizes;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.StatementFigures;
import dev.stoa.platform.observe.StatementTotals;
import dev.stoa.platform.sql.PoolState;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * The database over HTTP, on the admin listener; what it is apart, none of these asks it more than
 * health does.
 */
final class DatabaseRoutes {
    private static final int MOST_STATEMENTS = 100;
    private static final List<String> LEVELS = List.of("record", "warn", "slow", "page");
    private static final double MEGABYTE = 1 << 20;

    private final Platform platform;
    private final Health health;
    private final Sizes sizes;

    DatabaseRoutes(Platform platform, Health health, Sizes sizes) {
        this.platform = platform;
        this.health = health;
        this.sizes = sizes;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/database",
                                "Which database this node works on",
                                "DatabaseIdentity",
                                _ -> identity())
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/database/health",
                                "Whether the database answers, how fast, how large it is; 503 when not",
                                "DatabaseHealth",
                                this::health)
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/database/metrics",
                                "What this node's statements took, the costliest first",
                                "DatabaseMetrics",
                                _ -> Reply.ok(Json.body(this::metrics)))
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/database/connections",
                                "The node's connections, and what holds them now",
                                "DatabaseConnections",
                                _ ->
                                        Reply.ok(
                                                Json.body(
                                                        json ->
                                                                PoolBodies.write(
                                                                        json,
                                                                        platform.database()))))
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply identity() {
        DatabaseIdentity identity = DatabaseIdentity.of(platform.upkeep());
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("server", identity.server());
                            json.writeStringField("name", identity.name());
                            json.writeEndObject();
                        }));
    }

    private Reply health(Call call) {
        Health.Report report = health.report();
        PoolState pool = platform.database().pool();
        SizeSample size = sizes.last().orElse(null);
        return Reply.of(
                report.database() == Health.Status.UNHEALTHY ? 503 : 200,
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", report.database().word());
                            json.writeNumberField("latencyMs", report.databaseMillis());
                            json.writeNumberField(
                                    "poolUtilisation",
                                    Math.round(1000.0 * pool.active() / pool.size()) / 10.0);
                            json.writeNumberField("waiting", pool.waiting());
                            if (size == null) {
                                json.writeNullField("sizeMB");
                                json.writeNullField("sizeSampledAt");
                            } else {
                                json.writeNumberField(
                                        "sizeMB",
                                        Math.round(100 * size.databaseBytes() / MEGABYTE) / 100.0);
                                Json.instant(
                                        json,
                                        "sizeSampledAt",
                                        size.at().truncatedTo(ChronoUnit.MILLIS));
                            }
                            json.writeEndObject();
                        }));
    }

    private void metrics(JsonGenerator json) throws IOException {
        List<StatementFigures> all =
                platform.observability().statements().figures().stream()
                        .sorted(
                                Comparator.comparingDouble(StatementFigures::totalMillis)
                                        .reversed())
                        .toList();
        StatementTotals totals = platform.observability().statements().totals();
        double millis = all.stream().mapToDouble(StatementFigures::totalMillis).sum();
        json.writeStartObject();
        json.writeNumberField("queryCount", totals.calls());
        json.writeNumberField("failures", totals.failures());
        json.writeNumberField("slowQueries", totals.slow());
        json.writeNumberField(
                "averageMs", totals.calls() == 0 ? 0 : hundredths(millis / totals.calls()));
        json.writeArrayFieldStart("statements");
        for (StatementFigures each : all.subList(0, Math.min(MOST_STATEMENTS, all.size()))) {
            statement(json, each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void statement(JsonGenerator json, StatementFigures each) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", each.name());
        json.writeNumberField("calls", each.calls());
        json.writeNumberField("failures", each.failures());
        json.writeNumberField("totalMs", hundredths(each.totalMillis()));
        json.writeNumberField("averageMs", hundredths(each.meanMillis()));
        json.writeNumberField("p95Ms", hundredths(each.p95Millis()));
        json.writeNumberField("rows", each.rows());
        json.writeNumberField("budgetViolations", each.violations());
        json.writeObjectFieldStart("slow");
        for (int i = 0; i < LEVELS.size(); i++) {
            json.writeNumberField(LEVELS.get(i), each.slow().get(i));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static double hundredths(double number) {
        return Math.round(number * 100) / 100.0;
    }
}
