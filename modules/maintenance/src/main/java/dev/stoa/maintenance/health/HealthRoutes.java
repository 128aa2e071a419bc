package dev.stoa.maintenance.health;

import dev.stoa.platform.NodeState;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Probes over HTTP, on both listeners. */
final class HealthRoutes {
    private static final Body LIVE =
            Json.body(
                    json -> {
                        json.writeStartObject();
                        json.writeStringField("status", "live");
                        json.writeEndObject();
                    });

    private final Health health;
    private final NodeState state;

    HealthRoutes(Health health, NodeState state) {
        this.health = health;
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/health",
                                "How the node's parts are; 503 when it can't serve",
                                "Health",
                                this::health)
                        .with(Route.Traits.PROBE),
                Route.get(
                                "/live",
                                "Whether the process answers; no I/O",
                                "Live",
                                _ -> Reply.ok(LIVE))
                        .with(Route.Traits.PROBE),
                Route.get(
                                "/ready",
                                "Whether the node takes requests; 503 when not",
                                "Ready",
                                this::ready)
                        .with(Route.Traits.PROBE));
    }

    private Reply health(Call call) {
        Health.Report report = health.report();
        Body body =
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", report.overall().word());
                            json.writeStringField(
                                    "timestamp",
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
                            json.writeObjectFieldStart("components");
                            json.writeObjectFieldStart("database");
                            json.writeStringField("status", report.database().word());
                            json.writeNumberField("latency", report.databaseMillis());
                            json.writeEndObject();
                            json.writeObjectFieldStart("cache");
                            json.writeStringField("status", report.cache().word());
                            json.writeNumberField("hitRate", report.hitRate());
                            json.writeEndObject();
                            json.writeObjectFieldStart("memory");
                            json.writeStringField("status", report.memory().word());
                            json.writeNumberField("heapUsedMB", report.heapUsedMb());
                            json.writeEndObject();
                            json.writeEndObject();
                            json.writeEndObject();
                        });
        return Reply.of(report.overall() == Health.Status.UNHEALTHY ? 503 : 200, body);
    }

    private Reply ready(Call call) {
        Health.Report report = health.report();
        List<String> failed = health.failedChecks();
        boolean ready =
                state.stage() == NodeState.Stage.READY
                        && report.database() != Health.Status.UNHEALTHY
                        && failed.isEmpty();
        String status =
                switch (state.stage()) {
                    case STARTING -> "starting";
                    case DRAINING -> "draining";
                    case READY ->
                            ready
                                    ? report.overall() == Health.Status.DEGRADED
                                            ? "degraded"
                                            : "ready"
                                    : "unhealthy";
                };
        Body body =
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", status);
                            json.writeEndObject();
                        });
        return Reply.of(ready ? 200 : 503, body);
    }
}
