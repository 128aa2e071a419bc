package dev.stoa.maintenance;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** Maintenance on one node. */
final class MaintenanceFeature implements Feature {
    private final Platform platform;
    private final Health health;

    MaintenanceFeature(Platform platform) {
        this.platform = platform;
        this.health = new Health(platform);
    }

    @Override
    public String name() {
        return "maintenance";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        new HealthRoutes(health, platform.state()).routes(),
                        new MetricsRoutes(platform.observability()).routes(),
                        new CacheRoutes(platform.caches()).routes(),
                        new JobRoutes(platform.jobs(), platform.cursors()).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(JobRoutes.RUNNING);
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(MaintenanceFeature.class.getResourceAsStream("schemas.json")));
    }
}
