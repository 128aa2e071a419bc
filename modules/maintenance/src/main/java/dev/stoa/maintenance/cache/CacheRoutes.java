package dev.stoa.maintenance.cache;

import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Cache operations over HTTP, on the admin listener. */
final class CacheRoutes {
    private final Caches caches;

    CacheRoutes(Caches caches) {
        this.caches = caches;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                                "/cache/clear",
                                "Forgets every cached answer, on all nodes",
                                "CacheCleared",
                                _ -> {
                                    caches.clear();
                                    return Reply.ok(done());
                                })
                        .answering(200)
                        .with(Route.Traits.ADMIN_WRITE));
    }

    private static Body done() {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("status", "cleared");
                    json.writeEndObject();
                });
    }
}
