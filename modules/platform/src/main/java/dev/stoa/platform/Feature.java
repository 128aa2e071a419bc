package dev.stoa.platform;

import java.util.List;

/**
 * One feature of the service, made for one node. Whatever a feature does not have stays at its
 * empty default.
 */
public interface Feature extends AutoCloseable {
    /** Short name, also the first part of its statements' names. */
    String name();

    /** Kinds of problem its routes answer with besides the common ones. */
    default List<ProblemType> problems() {
        return List.of();
    }

    /** Done once after migrations and before the node is ready: warm-up, timers. */
    default void start() {}

    /** Ends what {@link #start} began. */
    @Override
    default void close() {}
}
