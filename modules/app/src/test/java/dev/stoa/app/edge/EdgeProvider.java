package dev.stoa.app.edge;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Streamed;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A feature that sleeps, fails and echoes when it is asked to. */
public final class EdgeProvider implements FeatureProvider {
    static final int MOST = 64 * 1024;

    /** One line of a streamed answer, and how many a long one has. */
    static final byte[] LINE = "a line of a long document\n".getBytes(StandardCharsets.US_ASCII);

    static final int LINES = 50_000;

    private static final Statement SLEEP =
            Statement.of(
                    "edge.sleep",
                    Budget.ms(10),
                    "select count(*) from (select pg_sleep(:seconds)) s");
    private static final Statement WRONG =
            Statement.of("edge.wrong", Budget.ms(10), "select hidden from nowhere");

    /** For ServiceLoader. */
    public EdgeProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new Edge(platform.database());
    }

    private record Edge(Database database) implements Feature {
        @Override
        public String name() {
            return "edge";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    get("/api/edge/small", _ -> text("small")),
                    get("/api/edge/big", _ -> text("big ".repeat(2000))),
                    get("/api/edge/defect", Edge::defect),
                    get("/api/edge/wrong", _ -> text("" + database.execute(WRONG))),
                    get(
                            "/api/edge/fail",
                            Edge::fail,
                            Param.choice(
                                    "kind",
                                    "How.",
                                    "not-found",
                                    "invalid",
                                    "conflict",
                                    "unauthenticated",
                                    "forbidden",
                                    "overloaded",
                                    "unavailable",
                                    "deadline")),
                    get(
                            "/api/edge/sleep",
                            Edge::sleep,
                            Param.number("millis", 0, 60_000, "How long.")),
                    get(
                            "/api/edge/statement",
                            this::statement,
                            Param.number("millis", 0, 60_000, "How long.")),
                    get("/api/edge/things/{id}", Edge::thing, Param.pathId("id", "Its id.")),
                    get("/api/edge/streamed", Edge::streamed, STREAMED),
                    get("/api/edge/endless", _ -> Reply.of(Streamed.events(Edge::endless)))
                            .with(Route.Traits.PUBLIC_READ.with(Route.Admission.STREAM)),
                    Route.post(
                                    "/api/edge/echo",
                                    "Echo",
                                    "Text",
                                    call -> Reply.ok(Body.of("text/plain", call.body())))
                            .answering(200)
                            .with(Route.Traits.MEMBER_WRITE.with(Access.OPEN).body(MOST)));
        }

        private static final Param STREAMED =
                Param.choice("how", "How.", "long", "short", "fails-at-once", "fails-later");

        private static Reply streamed(Call call) {
            String how = call.arguments().text("how", "long");
            return Reply.of(
                    Streamed.document("text/plain", "W/\"" + how + "\"", out -> write(how, out)));
        }

        private static void write(String how, OutputStream out) throws IOException {
            out.write(LINE);
            if (how.equals("fails-at-once")) {
                throw new Failure.Unavailable("Away.", new IllegalStateException("db.internal"));
            }
            for (int i = 1; i < LINES && !how.equals("short"); i++) {
                out.write(LINE);
            }
            if (how.equals("fails-later")) {
                throw new IllegalStateException("select secret");
            }
        }

        private static void endless(OutputStream out) throws Exception {
            while (true) {
                out.write(LINE);
                out.flush();
                Thread.sleep(50);
            }
        }

        private static Route get(String path, Route.Handler handler, Param... params) {
            return Route.get(path, "Test", "Text", handler, params);
        }

        private static Reply text(String text) {
            return Reply.ok(Json.body(json -> json.writeString(text)));
        }

        private static Reply thing(Call call) {
            return text("thing " + call.arguments().pathId("id"));
        }

        private static Reply sleep(Call call) throws InterruptedException {
            Thread.sleep(call.arguments().number("millis", 0));
            return text("slept");
        }

        private Reply statement(Call call) {
            database.list(
                    SLEEP, row -> row.number(0), call.arguments().number("millis", 0) / 1000.0);
            return text("slept");
        }

        private static Reply defect(Call call) {
            throw new IllegalStateException("select secret from dev.stoa.Hidden " + call.path());
        }

        private static Reply fail(Call call) {
            throw switch (call.arguments().text("kind", "")) {
                case "not-found" -> new Failure.NotFound("No such thing.");
                case "invalid" ->
                        new Failure.Invalid(
                                Problems.INVALID_BODY,
                                "A field is wrong.",
                                new FieldError("/title", "too-long", "It is too long."));
                case "conflict" -> new Failure.Conflict(Problems.CURSOR_EXPIRED, "Too old.");
                case "unauthenticated" -> new Failure.Unauthenticated("Who are you?");
                case "forbidden" -> new Failure.Forbidden("Not you.");
                case "overloaded" -> new Failure.Overloaded("Too much.");
                case "unavailable" ->
                        new Failure.Unavailable(
                                "Away.", new IllegalStateException("db.internal:5432"));
                default -> new Failure.DeadlineExceeded("Too slow.");
            };
        }
    }
}
