package dev.stoa.maintenance.log;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Levels of loggers, as a part of maintenance. */
public final class LogOperations implements Feature {
    public LogOperations() {}

    @Override
    public String name() {
        return "log";
    }

    @Override
    public List<Route> routes() {
        return new LogRoutes().routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(LogOperations.class.getResourceAsStream("schemas.json")));
    }
}
