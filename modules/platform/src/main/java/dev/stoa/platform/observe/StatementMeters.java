package dev.stoa.platform.observe;

import dev.stoa.platform.sql.Statement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is measured of one statement; made once for it, so that recording looks nothing up. */
public final class StatementMeters {
    private final String statement;
    private final long budgetNanos;
    private final SlowLadder ladder;
    private final MeterRegistry meters;
    private final Timer succeeded;
    private final ConcurrentHashMap<String, Timer> failed = new ConcurrentHashMap<>();
    private final DistributionSummary rows;
    private final Counter violations;
    private final List<Counter> slow;

    StatementMeters(Statement statement, SlowLadder ladder, MeterRegistry meters) {
        this.statement = statement.name();
        this.budgetNanos = statement.budget().time().toNanos();
        this.ladder = ladder;
        this.meters = meters;
        this.succeeded = timer("");
        this.rows =
                DistributionSummary.builder("stoa.db.rows")
                        .description("Rows read or touched by statements")
                        .tag("statement", this.statement)
                        .register(meters);
        this.violations =
                Counter.builder("stoa.db.budget.violations")
                        .description("Runs of statements beyond their budget")
                        .tag("statement", this.statement)
                        .register(meters);
        this.slow = SlowLadder.LEVELS.stream().map(this::slow).toList();
    }

    private Timer timer(String errorType) {
        return Timer.builder("db.client.operation.duration")
                .description("Statements, from sending to the last row read")
                .tags("statement", statement, "error_type", errorType)
                .register(meters);
    }

    private Counter slow(String level) {
        return Counter.builder("stoa.db.slow.statements")
                .description("Slow runs of statements by the highest step reached")
                .tags("statement", statement, "level", level)
                .register(meters);
    }

    /**
     * Notes one run.
     *
     * @param nanos with its rows read
     * @param count of rows read or touched
     * @param errorType SQLState or a problem's code; null when it went well
     */
    public void record(long nanos, long count, @Nullable String errorType) {
        Timer timer =
                errorType == null ? succeeded : failed.computeIfAbsent(errorType, this::timer);
        timer.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
        rows.record((double) count);
        if (nanos > budgetNanos) {
            violations.increment();
        }
        int step = ladder.step(nanos);
        if (step >= 0) {
            slow.get(step).increment();
        }
    }

    /** The step of slowness that {@code nanos} reached, for spans; null for none. */
    @Nullable String level(long nanos) {
        int step = ladder.step(nanos);
        return step < 0 ? null : SlowLadder.LEVELS.get(step);
    }
}
