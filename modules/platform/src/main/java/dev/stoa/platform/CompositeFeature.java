package dev.stoa.platform;

import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.platform.jobs.Job;
import io.helidon.health.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Parts as one feature: started in their order, closed in the other. */
public final class CompositeFeature implements Feature {
    private final String name;
    private final List<Feature> parts;

    public CompositeFeature(String name, List<Feature> parts) {
        this.name = name;
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Route> routes() {
        return all(Feature::routes);
    }

    @Override
    public List<String> schemas() {
        return all(Feature::schemas);
    }

    @Override
    public List<ProblemType> problems() {
        return all(Feature::problems);
    }

    @Override
    public List<HealthCheck> health() {
        return all(Feature::health);
    }

    @Override
    public Optional<ViewerSource> viewers() {
        return parts.stream().flatMap(part -> part.viewers().stream()).findFirst();
    }

    @Override
    public List<Job> jobs() {
        return all(Feature::jobs);
    }

    private <T> List<T> all(Function<Feature, List<T>> some) {
        return parts.stream().map(some).flatMap(List::stream).toList();
    }

    @Override
    public void start() {
        parts.forEach(Feature::start);
    }

    @Override
    public void close() {
        parts.reversed().forEach(Feature::close);
    }
}
