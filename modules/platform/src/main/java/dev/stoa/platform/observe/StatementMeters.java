package dev.stoa.platform.observe;

import dev.stoa.platform.sql.Statement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is measured of one statement; made once for it, so that recording looks nothing up. */
public final class StatementMeters {
    // The slowest run is forgotten after this, so that a cold start is not told for ever.
    private static final long MEMORY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Statement declared;
    private final String statement;
    private final long budgetNanos;
    private final SlowLadder ladder;
    private final MeterRegistry meters;
    private final Timer succeeded;
    private final ConcurrentHashMap<String, Timer> failed = new ConcurrentHashMap<>();
    private final DistributionSummary rows;
    private final Counter violations;
    private final List<Counter> slow;
    private volatile @Nullable Slowest slowest;

    /** The slowest run of late, and when by {@link System#nanoTime()}. */
    private record Slowest(SlowRun run, long at) {}

    StatementMeters(Statement statement, SlowLadder ladder, MeterRegistry meters) {
        this.declared = statement;
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
     * @return the step of slowness it reached; -1 for none
     */
    int record(long nanos, long count, @Nullable String errorType) {
        Timer timer =
                errorType == null ? succeeded : failed.computeIfAbsent(errorType, this::timer);
        timer.record(nanos, TimeUnit.NANOSECONDS);
        rows.record((double) count);
        if (nanos > budgetNanos) {
            violations.increment();
        }
        int step = ladder.step(nanos);
        if (step >= 0) {
            slow.get(step).increment();
        }
        return step;
    }

    /** Whether no run of about the last hour took as long as {@code nanos}. */
    boolean isSlowest(long nanos, long now) {
        Slowest known = slowest;
        return known == null || nanos > known.run().nanos() || now - known.at() > MEMORY_NANOS;
    }

    /** Keeps {@code run} in mind if it is the slowest and its arguments are few. */
    void remember(SlowRun run, long now) {
        if (isSlowest(run.nanos(), now) && run.isSmall()) {
            slowest = new Slowest(run, now);
        }
    }

    Optional<SlowRun> slowest() {
        return Optional.ofNullable(slowest).map(Slowest::run);
    }

    /** What was measured since the node's start. */
    StatementFigures figures() {
        Map<String, Long> errors = new TreeMap<>();
        failed.forEach((type, timer) -> errors.put(type, timer.count()));
        List<Timer> timers = new ArrayList<>(failed.values());
        timers.add(succeeded);
        double nanos = 0;
        long calls = 0;
        long[] buckets = new long[Buckets.LATENCY_EDGES];
        for (Timer timer : timers) {
            HistogramSnapshot snapshot = timer.takeSnapshot();
            CountAtBucket[] counts = snapshot.histogramCounts();
            for (int i = 0; i < buckets.length && i < counts.length; i++) {
                buckets[i] += (long) counts[i].count();
            }
            nanos += timer.totalTime(TimeUnit.NANOSECONDS);
            calls += timer.count();
        }
        return new StatementFigures(
                declared,
                calls,
                errors,
                nanos / 1e6,
                (long) rows.totalAmount(),
                (long) violations.count(),
                slow.stream().map(counter -> (long) counter.count()).toList(),
                Arrays.stream(buckets).boxed().toList());
    }

    /** The step of slowness that {@code nanos} reached, for spans; null for none. */
    @Nullable String level(long nanos) {
        int step = ladder.step(nanos);
        return step < 0 ? null : SlowLadder.LEVELS.get(step);
    }
}
