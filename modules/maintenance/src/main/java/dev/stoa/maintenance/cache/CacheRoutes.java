package dev.stoa.maintenance.cache;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.cache.CacheState;
import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Caches over HTTP, on the admin listener. */
public final class CacheRoutes {
    private static final Param NAME = Param.pathText("name", 80, "The cache's name.");
    private static final Field PATTERN =
            Field.optional(
                    "pattern",
                    new Form.Text(200),
                    "Only keys in which this regular expression is found; on other nodes and in Redis all"
                            + " keys of the caches.");
    private static final Field CACHES =
            Field.optional(
                    "caches",
                    new Form.Many(new Form.Text(80), 100),
                    "Only these caches or groups of such (thread-lists); all where nothing is said.");

    private final Caches caches;
    private final Clearing clearing;

    public CacheRoutes(Caches caches) {
        this.caches = caches;
        this.clearing = new Clearing(caches);
    }

    List<Route> routes() {
        return Stream.of(
                        List.of(
                                clear("/cache/clear"),
                                clear("/database/cache/clear"),
                                clear("/health/cache/clear")),
                        List.of(cleanup("/cache/cleanup"), cleanup("/health/cache/cleanup")),
                        reads())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get(
                                "/database/cache-stats",
                                "What the caches hold and how often they help",
                                "CacheFigures",
                                _ -> Reply.ok(Json.body(this::all)))
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/api/ops/caches",
                                "What each cache holds and how often it helps",
                                "CacheFigures",
                                _ -> Reply.ok(Json.body(this::all)))
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/api/ops/caches/{name}",
                                "What one cache holds and how often it helps",
                                "CacheFigure",
                                this::one,
                                NAME)
                        .with(Route.Traits.ADMIN_READ));
    }

    /** Forgets what is cached; the same under each of its addresses. */
    public Route clear(String path) {
        return Route.post(
                        path,
                        "Forgets what is cached, on all nodes",
                        "CacheCleared",
                        call -> Reply.ok(done("cleared", clearing.clear(call.fields()))))
                .fields(PATTERN, CACHES)
                .answering(200)
                .with(Route.Traits.ADMIN_WRITE);
    }

    private Route cleanup(String path) {
        return Route.post(
                        path,
                        "Drops entries of this node that will never be served again",
                        "CacheCleaned",
                        call -> {
                            call.fields();
                            return Reply.ok(done("cleaned", caches.cleanup()));
                        })
                .answering(200)
                .with(Route.Traits.ADMIN_WRITE);
    }

    private static Body done(String status, long entries) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("status", status);
                    json.writeNumberField("entries", entries);
                    json.writeEndObject();
                });
    }

    private Reply one(Call call) {
        String name = call.arguments().pathText("name");
        CacheStats found =
                caches.stats().stream()
                        .filter(cache -> cache.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new Failure.NotFound("There is no such cache."));
        return Reply.ok(Json.body(json -> write(json, found)));
    }

    /** All of them, an object. */
    public void all(JsonGenerator json) throws IOException {
        List<CacheStats> all = caches.stats();
        CacheState state = caches.state();
        json.writeStartObject();
        json.writeStringField("type", state.type());
        json.writeBooleanField("degraded", state.degraded());
        json.writeNumberField("entries", all.stream().mapToLong(CacheStats::entries).sum());
        json.writeNumberField("bytes", all.stream().mapToLong(CacheStats::bytes).sum());
        long hits = all.stream().mapToLong(CacheStats::hits).sum();
        long misses = all.stream().mapToLong(CacheStats::misses).sum();
        json.writeNumberField("hits", hits);
        json.writeNumberField("misses", misses);
        json.writeNumberField("hitRate", percent(hits, hits + misses));
        json.writeArrayFieldStart("items");
        for (CacheStats cache : all) {
            write(json, cache);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CacheStats cache) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", cache.name());
        json.writeNumberField("entries", cache.entries());
        json.writeNumberField("bytes", cache.bytes());
        json.writeNumberField("hits", cache.hits());
        json.writeNumberField("misses", cache.misses());
        json.writeNumberField("hitRate", percent(cache.hits(), cache.hits() + cache.misses()));
        json.writeNumberField("averageAccesses", Math.round(cache.averageAccesses() * 100) / 100.0);
        json.writeNumberField("ttlSeconds", cache.ttl().toMillis() / 1e3);
        json.writeNumberField("maxEntries", cache.maxEntries());
        json.writeNumberField("evictions", cache.evictions());
        json.writeNumberField("loadsInVain", cache.inVain());
        json.writeEndObject();
    }

    private static double percent(long part, long all) {
        return all == 0 ? 0 : Math.round(1e4 * part / all) / 100.0;
    }
}
