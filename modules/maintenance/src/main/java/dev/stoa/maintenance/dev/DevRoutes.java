package dev.stoa.maintenance.dev;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.cache.CacheRoutes;
import dev.stoa.maintenance.health.Health;
import dev.stoa.maintenance.log.LogRoutes;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** What developers ask a node on their machine, with units in its answers. */
final class DevRoutes {
    static final Statement TEST =
            Statement.of("maintenance.dev.test", Budget.ms(50), "select version()");

    private final Platform platform;
    private final Health health;

    DevRoutes(Platform platform, Health health) {
        this.platform = platform;
        this.health = health;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/dev/health",
                                "The node in a few words, with units",
                                "DevHealth",
                                _ -> Reply.ok(Json.body(this::health)))
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/api/dev/db/test",
                                "Asks the database through the node's own pool",
                                "DevDatabaseTest",
                                _ -> test())
                        .with(Route.Traits.ADMIN_READ),
                new CacheRoutes(platform.caches()).clear("/api/dev/clear-cache"),
                LogRoutes.forDev("/api/dev/logs/levels"));
    }

    private void health(JsonGenerator json) throws IOException {
        Health.Report report = health.report();
        json.writeStartObject();
        json.writeObjectFieldStart("performance");
        json.writeStringField("dbLatency", Math.round(report.databaseMillis()) + "ms");
        json.writeObjectFieldStart("memory");
        json.writeStringField("used", report.heapUsedMb() + "MB");
        json.writeEndObject();
        json.writeStringField(
                "uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1000 + "s");
        json.writeEndObject();
        json.writeObjectFieldStart("cache");
        json.writeStringField("type", platform.caches().state().type());
        json.writeEndObject();
        json.writeEndObject();
    }

    private Reply test() {
        long began = System.nanoTime();
        String version = platform.database().find(TEST, row -> row.text(0)).orElse("");
        double millis = (System.nanoTime() - began) / 1e6;
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", "ok");
                            json.writeStringField(
                                    "latency", String.format(Locale.ROOT, "%.1fms", millis));
                            json.writeStringField("server", version);
                            json.writeEndObject();
                        }));
    }
}
