package dev.stoa.maintenance.slo;

import dev.stoa.maintenance.history.History;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Objectives, as a part of maintenance. */
public final class Slo implements Feature {
    private final SloRoutes routes;

    public Slo(Platform platform, History history) {
        this.routes = new SloRoutes(history, platform.node());
    }

    @Override
    public String name() {
        return "slo";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Slo.class.getResourceAsStream("schemas.json")));
    }
}
