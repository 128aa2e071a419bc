package dev.stoa.maintenance.cache;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What operators do with caches, as a part of maintenance. */
public final class CacheOperations implements Feature {
    private final CacheRoutes routes;

    public CacheOperations(Platform platform) {
        this.routes = new CacheRoutes(platform.caches());
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(CacheOperations.class.getResourceAsStream("schemas.json")));
    }
}
