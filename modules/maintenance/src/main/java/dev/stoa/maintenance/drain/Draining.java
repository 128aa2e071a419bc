package dev.stoa.maintenance.drain;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Draining a node, as a part of maintenance. */
public final class Draining implements Feature {
    private final DrainRoutes routes;

    public Draining(Platform platform) {
        this.routes = new DrainRoutes(platform.state());
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Draining.class.getResourceAsStream("schemas.json")));
    }
}
