package dev.stoa.maintenance.statement;

import dev.stoa.maintenance.plan.KnownPlan;
import dev.stoa.maintenance.plan.PlanBodies;
import dev.stoa.maintenance.plan.PlanStore;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.SlowRun;
import dev.stoa.platform.observe.StatementFigures;
import dev.stoa.platform.observe.StatementSignals;
import dev.stoa.platform.sql.Explain;
import dev.stoa.platform.sql.Plan;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.StatementFailed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Statements over HTTP, on the admin listener. */
final class StatementRoutes {
    static final ProblemType NO_PLAN =
            new ProblemType(
                    "statement-without-plan",
                    409,
                    "The statement has no plan",
                    "PostgreSQL makes no plan of a command such as COMMIT, COPY or SET. Ask for another statement.");

    private static final String ONE = "/api/ops/statements/{name}";
    private static final Param NAME = Param.pathText("name", 100, "The statement's name.");
    private static final Param SORT =
            Param.choice("sort", "What comes first.", "total", "mean", "p95", "calls", "name")
                    .fallback("total");
    private static final Field PARAMETERS =
            Field.optional(
                    "parameters",
                    new Form.Json(32 * 1024),
                    "Values by the names of its parameters, all of them: what only reads is run with them.");
    private static final Field OF =
            Field.optional(
                    "of",
                    new Form.Choice(List.of("generic", "slowest")),
                    "Without values: the plan whatever they are, or that of the slowest run of the last hour.");

    private final StatementSignals statements;
    private final ServerStatistics server;
    private final PlanStore plans;
    private final Explain explain;
    private final SlowRing ring;
    private final SlowStore slow;

    StatementRoutes(
            StatementSignals statements,
            ServerStatistics server,
            PlanStore plans,
            Explain explain,
            SlowRing ring,
            SlowStore slow) {
        this.statements = statements;
        this.server = server;
        this.plans = plans;
        this.explain = explain;
        this.ring = ring;
        this.slow = slow;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/statements",
                                "Every statement that ran on this node, with its figures",
                                "StatementList",
                                this::list,
                                SORT)
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                ONE,
                                "One statement: its text, figures and plans",
                                "StatementDetail",
                                this::one,
                                NAME)
                        .with(Route.Traits.ADMIN_READ),
                Route.post(
                                ONE + "/explain",
                                "The plan of a statement; nothing that it would change is changed",
                                "ExplainedStatement",
                                this::explain,
                                NAME)
                        .answering(200)
                        .fields(PARAMETERS, OF)
                        .with(Route.Traits.ADMIN_WRITE),
                Route.get(
                                "/api/ops/slow-queries",
                                "The latest slow runs on this node, and those of all nodes within a week",
                                "SlowQueries",
                                _ -> slowQueries())
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply list(Call call) {
        Comparator<StatementFigures> order =
                switch (call.arguments().text("sort", "total")) {
                    case "mean" ->
                            Comparator.comparingDouble(StatementFigures::meanMillis).reversed();
                    case "p95" ->
                            Comparator.comparingDouble(StatementFigures::p95Millis).reversed();
                    case "calls" -> Comparator.comparingLong(StatementFigures::calls).reversed();
                    case "name" -> Comparator.comparing(StatementFigures::name);
                    default -> Comparator.comparingDouble(StatementFigures::totalMillis).reversed();
                };
        Optional<Map<String, ServerStatistics.Served>> served = server.byName();
        List<StatementFigures> all = statements.figures().stream().sorted(order).toList();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeBooleanField("hasServerStatistics", served.isPresent());
                            json.writeArrayFieldStart("items");
                            for (StatementFigures figures : all) {
                                json.writeStartObject();
                                StatementBodies.figures(
                                        json, figures, served.orElse(Map.of()).get(figures.name()));
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private StatementFigures known(Call call) {
        return statements
                .figures(call.arguments().pathText("name"))
                .orElseThrow(
                        () -> new Failure.NotFound("No statement of this name ran on this node."));
    }

    private Reply one(Call call) {
        StatementFigures figures = known(call);
        Statement statement = figures.statement();
        List<KnownPlan> history = plans.history(statement.name());
        var served = server.byName().orElse(Map.of()).get(statement.name());
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            StatementBodies.figures(json, figures, served);
                            StatementBodies.errors(json, figures.errors());
                            json.writeStringField("text", statement.text());
                            json.writeArrayFieldStart("parameters");
                            for (String parameter : statement.parameters()) {
                                json.writeString(parameter);
                            }
                            json.writeEndArray();
                            json.writeArrayFieldStart("plans");
                            for (KnownPlan plan : history) {
                                PlanBodies.plan(json, plan);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    /** A plan, what it is of, and whether the statement was run for it. */
    private record Explained(String basis, Plan plan) {}

    private Reply explain(Call call) {
        Statement statement = known(call).statement();
        if (!Explain.isPossible(statement)) {
            throw new Failure.Conflict(NO_PLAN, statement.name() + " is no query.");
        }
        Explained explained = explained(call, statement);
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("statement", statement.name());
                            json.writeStringField("basis", explained.basis());
                            json.writeBooleanField("wasRun", explained.plan().millis() > 0);
                            StatementBodies.plan(json, explained.plan());
                            json.writeEndObject();
                        }));
    }

    private Explained explained(Call call, Statement statement) {
        String given = call.fields().textOrNull("parameters");
        if (given != null && call.fields().textOrNull("of") != null) {
            String detail = "Give parameters, or say what plan it is to be of.";
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    "/of: " + detail,
                    new Failure.FieldError("/of", "invalid", detail));
        }
        if (given != null) {
            var values = GivenValues.read(given, statement.parameters());
            return new Explained("parameters", refusable(() -> explain.given(statement, values)));
        }
        if (call.fields().text("of", "generic").equals("slowest")) {
            SlowRun run =
                    statements
                            .slowest(statement.name())
                            .orElseThrow(
                                    () ->
                                            new Failure.NotFound(
                                                    "No run of it was short enough to be kept in mind."));
            return new Explained(
                    "slowest", refusable(() -> explain.bound(run.statement(), run.arguments())));
        }
        return new Explained("generic", refusable(() -> explain.generic(statement)));
    }

    /** What PostgreSQL says of a value would quote it. */
    private static Plan refusable(Supplier<Plan> asking) {
        try {
            return asking.get();
        } catch (StatementFailed e) {
            String detail =
                    "PostgreSQL refuses the statement with these values: SQLState "
                            + e.state()
                            + ".";
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    detail,
                    new Failure.FieldError("/parameters", "refused", detail));
        }
    }

    private Reply slowQueries() {
        List<SlowQuery> latest = ring.latest();
        List<SlowStore.Week> week = slow.week();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("latest");
                            for (SlowQuery query : latest) {
                                StatementBodies.slow(json, query);
                            }
                            json.writeEndArray();
                            json.writeArrayFieldStart("week");
                            for (SlowStore.Week each : week) {
                                StatementBodies.week(json, each);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }
}
