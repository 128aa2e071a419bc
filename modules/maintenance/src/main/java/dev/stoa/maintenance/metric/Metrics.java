package dev.stoa.maintenance.metric;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Metrics, as a part of maintenance. */
public final class Metrics implements Feature {
    private final MetricsRoutes routes;

    public Metrics(Platform platform) {
        this.routes = new MetricsRoutes(platform.observability());
    }

    @Override
    public String name() {
        return "metric";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Metrics.class.getResourceAsStream("schemas.json")));
    }
}
