package dev.stoa.platform;

import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.platform.jobs.Job;
import io.helidon.health.HealthCheck;
import java.util.List;
import java.util.Optional;

/**
 * One feature of the service, made for one node. Whatever a feature does not have stays at its
 * empty default.
 */
public interface Feature extends AutoCloseable {
    /** Short name, also the first part of its statements' names. */
    String name();

    /** Its resources. */
    default List<Route> routes() {
        return List.of();
    }

    /**
     * Schemas of its answers for the OpenAPI document: texts of JSON objects that hold schemas by
     * name.
     */
    default List<String> schemas() {
        return List.of();
    }

    /** Kinds of problem its routes answer with besides the common ones. */
    default List<ProblemType> problems() {
        return List.of();
    }

    /** Checks of the parts only it knows. */
    default List<HealthCheck> health() {
        return List.of();
    }

    /** How credentials become viewers, from the one feature that knows. */
    default Optional<ViewerSource> viewers() {
        return Optional.empty();
    }

    /** What it has done at its times by one node of all; asked once, before {@link #start}. */
    default List<Job> jobs() {
        return List.of();
    }

    /** Done once after migrations and before the node is ready: warm-up, timers. */
    default void start() {}

    /** Ends what {@link #start} began. */
    @Override
    default void close() {}
}
