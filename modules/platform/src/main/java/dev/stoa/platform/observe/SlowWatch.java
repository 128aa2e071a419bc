package dev.stoa.platform.observe;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Is told of slow runs of statements, by the thread that ran them: must be quick and must not
 * throw.
 */
@FunctionalInterface
public interface SlowWatch {
    /** Tells nobody. */
    SlowWatch NONE = _ -> null;

    /**
     * Told of one run.
     *
     * @return the plan on its way to the run's span, which completes within seconds, exceptionally
     *     where none came of it; null where none is taken
     */
    @Nullable CompletableFuture<String> ran(SlowRun run);
}
