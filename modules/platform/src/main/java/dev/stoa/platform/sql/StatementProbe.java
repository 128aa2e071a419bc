package dev.stoa.platform.sql;

/** Sees every statement that a {@link Database} runs; must be quick and must not throw. */
@FunctionalInterface
public interface StatementProbe {
    /** Sees nothing. */
    StatementProbe NONE = _ -> (_, _, _) -> {};

    /** Called before a statement is sent; what it returns is told of the end. */
    Running begin(Statement statement);

    /** One statement under way. */
    interface Running {
        void end(long nanos, long rows, @org.jspecify.annotations.Nullable String errorType);
    }
}
