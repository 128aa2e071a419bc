package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.StatementProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Measures every statement, and notes it in the trace of the request that ran it. */
public final class StatementSignals implements StatementProbe {
    private final MeterRegistry meters;
    private final SlowLadder ladder;
    private final ConcurrentHashMap<String, StatementMeters> byName = new ConcurrentHashMap<>();

    StatementSignals(MeterRegistry meters, SlowLadder ladder) {
        this.meters = meters;
        this.ladder = ladder;
    }

    /** The meters of {@code statement}; one for all statements of its name. */
    public StatementMeters meters(Statement statement) {
        StatementMeters found = byName.get(statement.name());
        return found != null
                ? found
                : byName.computeIfAbsent(
                        statement.name(), _ -> new StatementMeters(statement, ladder, meters));
    }

    @Override
    public Running begin(Statement statement) {
        StatementMeters measured = meters(statement);
        RequestTrace trace = Work.currentTrace();
        return (nanos, rows, errorType) -> {
            measured.record(nanos, rows, errorType);
            long end = System.nanoTime();
            trace.note(
                    SpanKind.CLIENT,
                    statement.name(),
                    end - nanos,
                    end,
                    span -> describe(span, statement, rows, errorType, measured.level(nanos)));
        };
    }

    private static void describe(
            Span span,
            Statement statement,
            long rows,
            @Nullable String errorType,
            @Nullable String level) {
        span.setAttribute(Signals.DB_SYSTEM, "postgresql");
        span.setAttribute(Signals.DB_SUMMARY, statement.name());
        span.setAttribute(Signals.DB_TEXT, statement.sql());
        span.setAttribute(Signals.DB_ROWS, rows);
        if (level != null) {
            span.setAttribute(Signals.SLOW, level);
        }
        if (errorType != null) {
            span.setAttribute(Signals.ERROR_TYPE, errorType);
            span.setStatus(StatusCode.ERROR);
        }
    }
}
