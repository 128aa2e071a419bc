package dev.stoa.maintenance.plan;

import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.Schedule;
import java.time.Duration;
import java.util.List;

/** The history of plans, as a part of maintenance. */
public final class Plans implements Feature {
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PlanHistory history;
    private final PlanRoutes routes;

    public Plans(Platform platform) {
        this.history = new PlanHistory(platform, new PlanStore(platform.database()));
        this.routes = new PlanRoutes(history);
    }

    /** What looks for plans that changed for the worse. */
    public List<Examiner> examiners() {
        return List.of(history);
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<Job> jobs() {
        return List.of(
                new Job(
                        "maintenance.plans.sample",
                        Schedule.every(INTERVAL),
                        LIMIT,
                        history::sample));
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Plans.class.getResourceAsStream("schemas.json")));
    }
}
