package dev.stoa.platform.sql;

import org.jspecify.annotations.Nullable;

/** Sees every statement that a {@link Database} runs; must be quick and must not throw. */
@FunctionalInterface
public interface StatementProbe {
    /** Sees nothing. */
    StatementProbe NONE = (_, _) -> (_, _, _) -> {};

    /**
     * Called before a statement is sent; what it returns is told of the end.
     *
     * @param arguments as bound: never to be written anywhere
     */
    Running begin(Statement statement, @Nullable Object... arguments);

    /** One statement under way. */
    interface Running {
        void end(long nanos, long rows, @Nullable String errorType);
    }
}
