package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a statement that took long. Its arguments are what people wrote: they may be bound
 * again to ask for a plan, and are never written anywhere.
 */
public final class SlowRun {
    private static final int MOST_TEXT = 4_096;
    private static final int MOST_ARGUMENTS = 32;

    private final Statement statement;
    private final @Nullable Object[] arguments;
    private final Instant at;
    private final long nanos;
    private final long rows;
    private final @Nullable String errorType;
    private final int step;
    private final String route;
    private final String traceId;

    private SlowRun(
            Statement statement,
            @Nullable Object[] arguments,
            long nanos,
            long rows,
            @Nullable String errorType,
            int step,
            String traceId) {
        this.statement = statement;
        this.arguments = arguments;
        this.at = Instant.now();
        this.nanos = nanos;
        this.rows = rows;
        this.errorType = errorType;
        this.step = step;
        this.route = Work.currentName();
        this.traceId = traceId;
    }

    static SlowRun now(
            Statement statement,
            @Nullable Object[] arguments,
            long nanos,
            long rows,
            @Nullable String errorType,
            int step,
            RequestTrace trace) {
        return new SlowRun(
                statement,
                arguments,
                nanos,
                rows,
                errorType,
                step,
                trace.isReal() ? trace.traceId() : "");
    }

    public Statement statement() {
        return statement;
    }

    /** As bound; only for asking for a plan. */
    public @Nullable Object[] arguments() {
        return arguments.clone();
    }

    /** Whether its arguments are few and short enough to be kept in mind. */
    public boolean isSmall() {
        int length = 0;
        for (Object argument : arguments) {
            length +=
                    switch (argument) {
                        case null -> 0;
                        case CharSequence text -> text.length();
                        case byte[] bytes -> bytes.length;
                        case long[] numbers -> 8 * numbers.length;
                        case Object[] many -> 32 * many.length;
                        default -> 8;
                    };
        }
        return arguments.length <= MOST_ARGUMENTS && length <= MOST_TEXT;
    }

    /** When it ended. */
    public Instant at() {
        return at;
    }

    public long nanos() {
        return nanos;
    }

    public long rows() {
        return rows;
    }

    /** SQLState or a problem's code; null when it went well. */
    public @Nullable String errorType() {
        return errorType;
    }

    /** Whether it reached {@code level}, a step of the slow ladder. */
    public boolean reached(String level) {
        return step >= SlowLadder.LEVELS.indexOf(level);
    }

    /** The highest step of the slow ladder that it reached; empty for none. */
    public String level() {
        return step < 0 ? "" : SlowLadder.LEVELS.get(step);
    }

    /** The route or job it ran for; empty for neither. */
    public String route() {
        return route;
    }

    /** 32 hexadecimal digits; empty outside of requests and jobs. */
    public String traceId() {
        return traceId;
    }

    @Override
    public String toString() {
        return statement.name() + " in " + nanos / 1_000_000 + " ms";
    }
}
