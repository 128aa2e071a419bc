package dev.stoa.maintenance.statement;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.observe.StatementSignals;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The weekly review: what the slow runs of all nodes cost, statement by statement. */
final class SlowReview implements Examiner {
    private static final double WORTH_MILLIS = 10_000;

    private final SlowStore store;
    private final StatementSignals statements;

    SlowReview(SlowStore store, StatementSignals statements) {
        this.store = store;
        this.statements = statements;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("statement-slow-week");
    }

    @Override
    public Cadence cadence() {
        return Cadence.WEEK;
    }

    @Override
    public List<Finding> examine() {
        return store.week().stream()
                .filter(week -> week.totalMillis() >= WORTH_MILLIS || week.verySlow() > 0)
                .filter(week -> !isWithinBudget(week))
                .map(SlowReview::finding)
                .toList();
    }

    /** A job or the build of an index may take what it is meant to. */
    private boolean isWithinBudget(SlowStore.Week week) {
        return statements
                .figures(week.statement())
                .filter(known -> week.worstMillis() <= known.statement().budget().time().toMillis())
                .isPresent();
    }

    private static Finding finding(SlowStore.Week week) {
        return new Finding(
                "statement-slow-week",
                week.statement(),
                String.format(
                        Locale.ROOT,
                        "%s was slow %d times in seven days, %.1f s in all and %.0f ms at worst.",
                        week.statement(),
                        week.runs(),
                        week.totalMillis() / 1000,
                        week.worstMillis()),
                "Look at its plan in GET /api/ops/slow-queries, or raise its budget if this is all right.",
                week.runs() >= 20 ? 0.9 : 0.6,
                StatementExaminer.json(
                        json -> {
                            json.writeNumberField("runs", week.runs());
                            json.writeNumberField("runsOfASecond", week.verySlow());
                            json.writeNumberField("totalMs", week.totalMillis());
                            json.writeNumberField("worstMs", week.worstMillis());
                            json.writeStringField("route", week.route());
                        }));
    }
}
