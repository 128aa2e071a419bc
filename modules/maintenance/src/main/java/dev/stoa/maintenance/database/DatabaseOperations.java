package dev.stoa.maintenance.database;

import dev.stoa.maintenance.health.Health;
import dev.stoa.maintenance.size.Sizes;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** The database as this node sees it, as a part of maintenance. */
public final class DatabaseOperations implements Feature {
    private final DatabaseRoutes routes;

    public DatabaseOperations(Platform platform, Health health, Sizes sizes) {
        this.routes = new DatabaseRoutes(platform, health, sizes);
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(DatabaseOperations.class.getResourceAsStream("schemas.json")));
    }
}
