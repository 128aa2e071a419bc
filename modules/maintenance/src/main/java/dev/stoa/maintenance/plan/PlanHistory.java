package dev.stoa.maintenance.plan;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.observe.StatementFigures;
import dev.stoa.platform.observe.StatementSignals;
import dev.stoa.platform.sql.Explain;
import dev.stoa.platform.sql.Plan;
import dev.stoa.platform.sql.StatementFailed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the plan of each statement that ran, whatever its values, and notes where it took
 * another shape. Only the node that does the job looks; what it measured is its own traffic's.
 */
final class PlanHistory implements Examiner {
    private static final System.Logger LOG = System.getLogger(PlanHistory.class.getName());

    private final PlanStore store;
    private final StatementSignals statements;
    private final Explain explain;
    private final MeterRegistry meters;
    private final long large;
    private final AtomicLong regressions = new AtomicLong();
    private final Map<String, StatementFigures> before = new ConcurrentHashMap<>();

    PlanHistory(Platform platform, PlanStore store) {
        this.store = store;
        this.statements = platform.observability().statements();
        this.explain = new Explain(platform.upkeep());
        this.meters = platform.observability().meters();
        this.large = platform.settings().get(PlanHistorySettings.LARGE_ROWS);
        Gauge.builder("stoa.plan.regressions", regressions, AtomicLong::get)
                .description(
                        "Statements whose plan changed for the worse, at this node's last look")
                .register(meters);
    }

    /** Samples the plans of all statements that ran since the last look. */
    void sample(JobRun run) {
        Map<String, PlanStore.Latest> known = store.latest();
        List<PlanSample> samples = new ArrayList<>();
        for (StatementFigures figures : statements.figures()) {
            Optional<PlanSample> sample = sample(figures, run);
            sample.ifPresent(samples::add);
            before.put(figures.name(), figures);
        }
        if (!samples.isEmpty()) {
            run.transaction(
                    in -> {
                        PlanStore.keep(in, samples);
                        return samples;
                    });
        }
        run.count("plans", samples.size());
        samples.forEach(sample -> note(sample, known.get(sample.statement().name()), run));
        run.count("regressions", regressed().size());
    }

    private Optional<PlanSample> sample(StatementFigures figures, JobRun run) {
        StatementFigures last = before.get(figures.name());
        StatementFigures since = last == null ? figures : figures.since(last);
        if (since.calls() == 0 || !Explain.isPossible(figures.statement())) {
            return Optional.empty();
        }
        try {
            Plan plan = explain.generic(figures.statement());
            return Optional.of(
                    new PlanSample(figures.statement(), plan, since.calls(), since.totalMillis()));
        } catch (StatementFailed | Failure.Overloaded | Failure.DeadlineExceeded e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "No plan of {0}: {1}",
                    figures.name(),
                    e.getMessage());
            run.count("without a plan", 1);
            return Optional.empty();
        }
    }

    private void note(PlanSample sample, PlanStore.@Nullable Latest known, JobRun run) {
        if (known == null || known.plan().hash().equals(sample.plan().hash())) {
            return;
        }
        run.count("changed", 1);
        Counter.builder("stoa.plan.changes")
                .description("Plans of statements that were found to have taken another shape")
                .tag("statement", sample.statement().name())
                .register(meters)
                .increment();
    }

    /** What is worse than before, and why. */
    Map<PlanChange, PlanChange.Regression> regressed() {
        List<PlanChange> changes = store.changes();
        Map<String, Double> rows = changes.isEmpty() ? Map.of() : store.rows();
        Map<PlanChange, PlanChange.Regression> worse = new HashMap<>();
        for (PlanChange change : changes) {
            change.regression(rows, large).ifPresent(why -> worse.put(change, why));
        }
        regressions.set(worse.size());
        return worse;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("plan-regressed");
    }

    @Override
    public Cadence cadence() {
        return Cadence.QUARTER_HOUR;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        regressed()
                .forEach(
                        (change, why) ->
                                findings.add(
                                        new Finding(
                                                "plan-regressed",
                                                change.statement(),
                                                change.statement()
                                                        + " took another plan at "
                                                        + change.now().since()
                                                        + ": it "
                                                        + why.sentence()
                                                        + ".",
                                                "Look at GET /api/ops/plans/regressions: an index that is gone, or"
                                                        + " statistics that are old (ANALYZE), explain most changes.",
                                                why.confidence(),
                                                evidence(change, why))));
        return findings;
    }

    private static String evidence(PlanChange change, PlanChange.Regression why) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("reason", why.kind());
                            json.writeNumberField("costBefore", change.before().cost());
                            json.writeNumberField("costNow", change.now().cost());
                            json.writeNumberField("meanMsBefore", change.before().meanMillis());
                            json.writeNumberField("meanMsNow", change.now().meanMillis());
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }
}
