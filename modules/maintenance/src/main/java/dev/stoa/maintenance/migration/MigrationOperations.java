package dev.stoa.maintenance.migration;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What operators are told of the schema, as a part of maintenance. */
public final class MigrationOperations implements Feature {
    private final MigrationRoutes routes;

    public MigrationOperations(Platform platform) {
        this.routes = new MigrationRoutes(platform.schema(), platform.probe());
    }

    @Override
    public String name() {
        return "migration";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(MigrationRoutes.SERVING);
    }

    @Override
    public List<String> schemas() {
        return List.of(
                Packaged.text(MigrationOperations.class.getResourceAsStream("schemas.json")));
    }
}
