package dev.stoa.maintenance.activity;

import dev.stoa.maintenance.incident.IncidentPart;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;

/**
 * Connections and locks, as a part of maintenance; asked by connections that are there when the
 * pool is full, which is when they are asked for.
 */
public final class Activity implements Feature {
    private final Locks locks;
    private final ActivityRoutes routes;

    public Activity(Platform platform) {
        ActivityStore store = new ActivityStore(platform.upkeep());
        this.locks = new Locks(store);
        this.routes = new ActivityRoutes(store, locks);
    }

    /** What the incident bundle tells of locks. */
    public IncidentPart locks() {
        return locks;
    }

    @Override
    public String name() {
        return "activity";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(ActivityRoutes.OURSELVES);
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Activity.class.getResourceAsStream("schemas.json")));
    }
}
