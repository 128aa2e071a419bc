package dev.stoa.maintenance.flag;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What operators do with feature flags, as a part of maintenance. */
public final class FlagOperations implements Feature {
    private final FlagRoutes routes;

    public FlagOperations(Platform platform) {
        this.routes = new FlagRoutes(platform.flags());
    }

    @Override
    public String name() {
        return "flag";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(FlagOperations.class.getResourceAsStream("schemas.json")));
    }
}
