package dev.stoa.maintenance.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.Heap;
import dev.stoa.platform.observe.RouteFigures;
import dev.stoa.platform.sql.PoolState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The parts of the node in more words, on the admin listener. None asks more of a part than {@link
 * Health} does: what it remembers, and what the node counts anyway.
 */
final class PartRoutes {
    private final Health health;
    private final Platform platform;

    PartRoutes(Health health, Platform platform) {
        this.health = health;
        this.platform = platform;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/health/detailed",
                                "How the parts are, with their figures; 503 when the node can't serve",
                                "HealthDetailed",
                                this::detailed)
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/health/performance",
                                "How fast the parts are; 503 when the node can't serve",
                                "HealthPerformance",
                                this::performance)
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/health/database",
                                "How the database is; 503 when it is not there",
                                "HealthDatabase",
                                this::database)
                        .with(Route.Traits.ADMIN_READ),
                Route.get("/health/cache", "How the cache is", "HealthCache", this::cache)
                        .with(Route.Traits.ADMIN_READ));
    }

    private static Reply reply(Health.Status status, Body body) {
        return Reply.of(status == Health.Status.UNHEALTHY ? 503 : 200, body);
    }

    private Reply detailed(Call call) {
        Health.Report report = health.report();
        return reply(
                report.overall(),
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", report.overall().word());
                            json.writeStringField(
                                    "timestamp",
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
                            json.writeStringField("node", platform.node());
                            json.writeStringField(
                                    "stage",
                                    platform.state().stage().name().toLowerCase(Locale.ROOT));
                            json.writeNumberField("uptimeSeconds", uptimeSeconds());
                            json.writeObjectFieldStart("components");
                            json.writeFieldName("database");
                            database(json, report);
                            json.writeFieldName("cache");
                            cache(json, report);
                            json.writeFieldName("memory");
                            memory(json, report);
                            json.writeEndObject();
                            json.writeFieldName("performance");
                            requests(json);
                            json.writeArrayFieldStart("failedChecks");
                            for (String check : health.failedChecks()) {
                                json.writeString(check);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private Reply performance(Call call) {
        Health.Report report = health.report();
        Health.CacheSum caches = health.caches();
        PoolState pool = platform.database().pool();
        String status = report.overall() == Health.Status.HEALTHY ? "ok" : report.overall().word();
        return reply(
                report.overall(),
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", status);
                            json.writeNumberField(
                                    "response_time_ms", millis(call.work().elapsedNanos()));
                            json.writeObjectFieldStart("cache");
                            json.writeNumberField("total_entries", caches.entries());
                            json.writeNumberField("active_entries", caches.active());
                            json.writeNumberField("hits", caches.hits());
                            json.writeNumberField("misses", caches.misses());
                            json.writeNumberField("hit_rate", rate(caches));
                            json.writeNumberField("memory_usage_estimate_mb", caches.megabytes());
                            json.writeEndObject();
                            json.writeObjectFieldStart("database");
                            json.writeStringField("status", report.database().word());
                            json.writeNumberField("latency_ms", report.databaseMillis());
                            json.writeObjectFieldStart("pool");
                            json.writeNumberField("pool_size", pool.size());
                            json.writeNumberField("checked_out", pool.active());
                            json.writeNumberField(
                                    "overflow", Math.max(0, pool.total() - pool.size()));
                            json.writeNumberField("total_connections", pool.total());
                            json.writeEndObject();
                            json.writeEndObject();
                            json.writeEndObject();
                        }));
    }

    private Reply database(Call call) {
        Health.Report report = health.report();
        return reply(report.database(), Json.body(json -> database(json, report)));
    }

    private Reply cache(Call call) {
        Health.Report report = health.report();
        return Reply.ok(Json.body(json -> cache(json, report)));
    }

    private void database(JsonGenerator json, Health.Report report) throws IOException {
        PoolState pool = platform.database().pool();
        json.writeStartObject();
        json.writeStringField("status", report.database().word());
        json.writeNumberField("latency", report.databaseMillis());
        json.writeObjectFieldStart("pool");
        json.writeNumberField("size", pool.size());
        json.writeNumberField("total", pool.total());
        json.writeNumberField("active", pool.active());
        json.writeNumberField("waiting", pool.waiting());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void cache(JsonGenerator json, Health.Report report) throws IOException {
        Health.CacheSum caches = health.caches();
        json.writeStartObject();
        json.writeStringField("status", report.cache().word());
        json.writeStringField("type", platform.caches().state().type());
        json.writeNumberField("hitRate", report.hitRate());
        json.writeNumberField("entries", caches.entries());
        json.writeNumberField("memoryMB", caches.megabytes());
        json.writeEndObject();
    }

    private static void memory(JsonGenerator json, Health.Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", report.memory().word());
        json.writeNumberField("heapUsedMB", report.heapUsedMb());
        json.writeNumberField("heapMaxMB", Heap.mostMegabytes());
        json.writeEndObject();
    }

    private void requests(JsonGenerator json) throws IOException {
        RouteFigures all = platform.observability().traffic().all();
        json.writeStartObject();
        json.writeNumberField("requests", all.requests());
        json.writeNumberField("averageResponseTime", Math.round(all.meanMillis() * 100) / 100.0);
        json.writeNumberField("slowRequests", all.slow());
        json.writeNumberField(
                "errorRate",
                all.requests() == 0
                        ? 0
                        : Math.round(1e4 * all.failures() / all.requests()) / 100.0);
        json.writeEndObject();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }

    private static double rate(Health.CacheSum caches) {
        long all = caches.hits() + caches.misses();
        return all == 0 ? 0 : Math.round(1e4 * caches.hits() / all) / 100.0;
    }

    private static long uptimeSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
    }
}
