package dev.stoa.maintenance.optimization;

import dev.stoa.maintenance.finding.Findings;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import java.util.List;

/** Looking after tables when somebody asks for it, as a part of maintenance. */
public final class Optimizing implements Feature {
    private final OptimizationRoutes routes;
    private final OptimizationJob job;

    public Optimizing(Platform platform) {
        OptimizationStore store = new OptimizationStore(platform.database());
        this.routes =
                new OptimizationRoutes(
                        store, new Planner(platform.database(), platform.jobs()), platform.jobs());
        this.job =
                new OptimizationJob(
                        store,
                        new Worker(platform.upkeep(), platform.jobs()),
                        () -> Findings.lookAtIndexes(platform.jobs()));
    }

    @Override
    public String name() {
        return "optimization";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<Job> jobs() {
        return List.of(job.job());
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(OptimizationRoutes.RUNNING);
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Optimizing.class.getResourceAsStream("schemas.json")));
    }
}
