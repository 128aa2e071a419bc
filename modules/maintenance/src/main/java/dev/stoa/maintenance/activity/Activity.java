package dev.stoa.maintenance.activity;

import dev.stoa.maintenance.incident.IncidentPart;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Work;
import dev.stoa.platform.http.Route;
import java.time.Duration;
import java.util.List;

/**
 * Connections and locks, as a part of maintenance; asked by connections that are there when the
 * pool is full, which is when they are asked for.
 */
public final class Activity implements Feature {
    private static final System.Logger LOG = System.getLogger(Activity.class.getName());
    private static final String LOOK = "maintenance.activity.look";
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final Platform platform;
    private final ActivitySignals signals;
    private final Locks locks;
    private final ActivityRoutes routes;

    public Activity(Platform platform) {
        ActivityStore store = new ActivityStore(platform.upkeep());
        this.platform = platform;
        this.signals = new ActivitySignals(store, platform.observability().meters());
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
    public void start() {
        Thread.ofVirtual()
                .name("stoa-first-activity")
                .start(() -> Work.within(LOOK, FIRST).run(this::first));
        platform.timers().every(EVERY, LOOK, signals::look);
    }

    private void first() {
        try {
            signals.look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "No look at connections yet", e);
        }
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
