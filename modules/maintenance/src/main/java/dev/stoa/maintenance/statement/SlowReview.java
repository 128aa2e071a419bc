package dev.stoa.maintenance.statement;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The weekly review: what the slow runs of all nodes cost, statement by statement. */
final class SlowReview implements Examiner {
    private static final double WORTH_MILLIS = 10_000;

    private final SlowStore store;

    SlowReview(SlowStore store) {
        this.store = store;
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
                .map(SlowReview::finding)
                .toList();
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
