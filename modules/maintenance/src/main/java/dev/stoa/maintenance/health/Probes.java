package dev.stoa.maintenance.health;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** Probes, as a part of maintenance. */
public final class Probes implements Feature {
    private final HealthRoutes routes;
    private final PartRoutes parts;

    /**
     * @param health the node's, asked by others too
     */
    public Probes(Platform platform, Health health) {
        this.routes = new HealthRoutes(health, platform.state());
        this.parts = new PartRoutes(health, platform);
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public List<Route> routes() {
        return Stream.concat(routes.routes().stream(), parts.routes().stream()).toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Probes.class.getResourceAsStream("schemas.json")));
    }
}
