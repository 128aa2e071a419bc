package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.StatementProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Measures every statement, and notes it in the trace of the request that ran it. */
public final class StatementSignals implements StatementProbe {
    private static final int SLOW = SlowLadder.LEVELS.indexOf("slow");
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");
    private static final Running UNSEEN = (_, _, _) -> {};

    private final MeterRegistry meters;
    private final SlowLadder ladder;
    private final ConcurrentHashMap<String, StatementMeters> byName = new ConcurrentHashMap<>();
    private final Switch monitoring;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private volatile SlowWatch watch = SlowWatch.NONE;

    StatementSignals(MeterRegistry meters, SlowLadder ladder, Switch monitoring) {
        this.meters = meters;
        this.ladder = ladder;
        this.monitoring = monitoring;
    }

    /** All statements together. */
    public StatementTotals totals() {
        return new StatementTotals(calls.sum(), failures.sum(), slow.sum());
    }

    private void add(int step, @Nullable String errorType) {
        calls.increment();
        if (errorType != null) {
            failures.increment();
        }
        if (step >= SLOW) {
            slow.increment();
        }
    }

    /** The meters of {@code statement}; one for all statements of its name. */
    public StatementMeters meters(Statement statement) {
        StatementMeters found = byName.get(statement.name());
        return found != null
                ? found
                : byName.computeIfAbsent(
                        statement.name(), _ -> new StatementMeters(statement, ladder, meters));
    }

    /** Has slow runs told to {@code other}, in the place of whoever was told before. */
    public void tell(SlowWatch other) {
        watch = other;
    }

    /** Figures of every statement that ran on this node, by name. */
    public List<StatementFigures> figures() {
        return byName.values().stream()
                .map(StatementMeters::figures)
                .filter(figures -> figures.calls() > 0)
                .sorted(Comparator.comparing(StatementFigures::name))
                .toList();
    }

    /** Figures of one statement; empty where none of the name ran on this node. */
    public Optional<StatementFigures> figures(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(StatementMeters::figures)
                .filter(figures -> figures.calls() > 0);
    }

    /** The slowest run of a statement of about the last hour, where its arguments were kept. */
    public Optional<SlowRun> slowest(String name) {
        return Optional.ofNullable(byName.get(name)).flatMap(StatementMeters::slowest);
    }

    @Override
    public Running begin(Statement statement, @Nullable Object... arguments) {
        if (monitoring == Switch.OFF) {
            return UNSEEN;
        }
        StatementMeters measured = meters(statement);
        RequestTrace trace = Work.currentTrace();
        return (nanos, rows, errorType) -> {
            int step = measured.record(nanos, rows, errorType);
            add(step, errorType);
            long end = System.nanoTime();
            CompletableFuture<String> plan = null;
            if (step >= 0 || measured.isSlowest(nanos, end)) {
                SlowRun run =
                        SlowRun.now(statement, arguments, nanos, rows, errorType, step, trace);
                measured.remember(run, end);
                plan = step < 0 ? null : watch.ran(run);
            }
            trace.noted(
                    new Note(
                            SpanKind.CLIENT,
                            statement.name(),
                            Thread.currentThread().threadId(),
                            end - nanos,
                            end,
                            span ->
                                    describe(
                                            span,
                                            statement,
                                            rows,
                                            errorType,
                                            measured.level(nanos)),
                            plan,
                            0));
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
            if (SQL_STATE.matcher(errorType).matches()) {
                span.setAttribute(Signals.DB_STATUS, errorType);
            }
            span.setStatus(StatusCode.ERROR);
        }
    }
}
