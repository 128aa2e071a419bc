package dev.stoa.maintenance.job;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What operators do with jobs, as a part of maintenance. */
public final class JobOperations implements Feature {
    private final JobRoutes routes;

    public JobOperations(Platform platform) {
        this.routes = new JobRoutes(platform.jobs(), platform.cursors());
    }

    @Override
    public String name() {
        return "job";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(JobRoutes.RUNNING);
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(JobOperations.class.getResourceAsStream("schemas.json")));
    }
}
