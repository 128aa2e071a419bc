package dev.stoa.maintenance.health;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Probes, as a part of maintenance. */
public final class Probes implements Feature {
    private final HealthRoutes routes;

    public Probes(Platform platform) {
        this.routes = new HealthRoutes(new Health(platform), platform.state());
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Probes.class.getResourceAsStream("schemas.json")));
    }
}
