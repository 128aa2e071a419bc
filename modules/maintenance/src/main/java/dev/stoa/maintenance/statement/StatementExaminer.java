package dev.stoa.maintenance.statement;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.observe.RepeatedStatements;
import dev.stoa.platform.observe.StatementFigures;
import dev.stoa.platform.observe.StatementSignals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks for statements that were slow on this node of late, and for requests that ask the same
 * again and again. Of late is the time of the last {@link #LOOKS} looks; what ran before the first
 * is not judged, as a node that has just started is slow.
 */
final class StatementExaminer implements Examiner {
    static final int LOOKS = 10;
    private static final long SLOW_MILLIS = 100;

    /** Fewer runs have no p95: they are judged by their mean. */
    private static final long CALLS = 20;

    private static final long FEWEST = 5;
    private static final long REQUESTS = 3;

    private final StatementSignals statements;
    private final RepeatedStatements repeated;
    private final Deque<Map<String, StatementFigures>> looks = new ArrayDeque<>();

    StatementExaminer(StatementSignals statements, RepeatedStatements repeated) {
        this.statements = statements;
        this.repeated = repeated;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("statement-slow", "statement-repeated");
    }

    @Override
    public Cadence cadence() {
        return Cadence.NODE_MINUTE;
    }

    @Override
    public synchronized List<Finding> examine() {
        List<StatementFigures> now = statements.figures();
        boolean isFirst = looks.isEmpty();
        Map<String, StatementFigures> before = isFirst ? Map.of() : looks.getFirst();
        looks.addLast(
                now.stream()
                        .collect(Collectors.toMap(StatementFigures::name, Function.identity())));
        if (looks.size() > LOOKS) {
            looks.removeFirst();
        }
        List<Finding> findings = new ArrayList<>();
        for (StatementFigures figures : now) {
            StatementFigures earlier = before.get(figures.name());
            StatementFigures late = earlier == null ? figures : figures.since(earlier);
            if (!isFirst && isSlow(late)) {
                findings.add(slow(late));
            }
        }
        repeated.suspects().stream()
                .filter(suspect -> suspect.requests() >= REQUESTS)
                .map(StatementExaminer::repeated)
                .forEach(findings::add);
        return findings;
    }

    private static boolean isSlow(StatementFigures late) {
        return late.calls() >= CALLS
                ? late.p95Millis() > limit(late)
                : late.calls() >= FEWEST && late.meanMillis() > limit(late);
    }

    /** A statement of a job or command may take what its budget says. */
    private static long limit(StatementFigures figures) {
        return Math.max(SLOW_MILLIS, figures.statement().budget().time().toMillis());
    }

    private static Finding slow(StatementFigures late) {
        return new Finding(
                "statement-slow",
                late.name(),
                String.format(
                        Locale.ROOT,
                        "%s took up to %.0f ms in 95 of 100 runs of late; its budget is %d ms.",
                        late.name(),
                        late.p95Millis(),
                        late.statement().budget().time().toMillis()),
                "Look at its plan: POST /api/ops/statements/"
                        + late.name()
                        + "/explain; an index or a plan change may be behind it.",
                late.calls() >= 20 ? 0.9 : 0.6,
                json(
                        json -> {
                            json.writeNumberField("calls", late.calls());
                            json.writeNumberField("p95Ms", late.p95Millis());
                            json.writeNumberField("meanMs", late.meanMillis());
                            json.writeNumberField("budgetViolations", late.violations());
                        }));
    }

    private static Finding repeated(RepeatedStatements.Suspect suspect) {
        return new Finding(
                "statement-repeated",
                suspect.route() + " " + suspect.statement(),
                "%s ran %s up to %d times in one request, in %d requests."
                        .formatted(
                                suspect.route(),
                                suspect.statement(),
                                suspect.most(),
                                suspect.requests()),
                "Ask once for all rows: one statement with = any(:ids) in the place of one a row.",
                suspect.most() >= 2 * RepeatedStatements.SUSPECT ? 0.9 : 0.6,
                json(
                        json -> {
                            json.writeNumberField("requests", suspect.requests());
                            json.writeNumberField("mostInOne", suspect.most());
                        }));
    }

    static String json(Json.Writer fields) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            fields.write(json);
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }
}
