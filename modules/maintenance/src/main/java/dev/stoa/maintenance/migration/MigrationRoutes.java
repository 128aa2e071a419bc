package dev.stoa.maintenance.migration;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Work;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.schema.ChangeSetState;
import dev.stoa.platform.schema.RollbackPlan;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.schema.UnknownTarget;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The schema over HTTP, on the admin listener. A node tells what a rollback would do and never does
 * it: the statements of every node on the database need the schema that it would take away.
 */
final class MigrationRoutes {
    static final ProblemType SERVING =
            new ProblemType(
                    "schema-in-use",
                    409,
                    "Nodes need the schema as it is",
                    "A node would find its tables gone. Stop all nodes and run: stoa migrate rollback --to <tag>. Ask"
                            + " here with dryRun to see what that does.");

    static final Statement PING =
            Statement.of("maintenance.migrations.ping", Budget.ms(10), "select 1");

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Schema schema;
    private final Database probe;

    /**
     * @param probe asked before the schema is, which waits for a connection of its own
     */
    MigrationRoutes(Schema schema, Database probe) {
        this.schema = schema;
        this.probe = probe;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/migrations",
                                "All change sets: whether the schema has them",
                                "MigrationList",
                                _ -> list())
                        .with(Route.Traits.ADMIN_READ),
                Route.post(
                                "/api/ops/migrations/rollback",
                                "What taking the schema back would do; done by the command alone, when no node runs",
                                "RollbackPlan",
                                this::rollback)
                        .fields(
                                Field.required(
                                        "to",
                                        new Form.Text(200),
                                        "The tag, or the id of an applied change set, to go back to."),
                                Field.optional(
                                        "dryRun",
                                        new Form.Flag(),
                                        "Must be true: nodes need the schema as it is."))
                        .answering(200)
                        .with(Route.Traits.ADMIN_WRITE));
    }

    private Reply list() {
        List<ChangeSetState> states = there(schema::states);
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (ChangeSetState state : states) {
                                state(json, state);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private Reply rollback(Call call) {
        String target = call.fields().text("to");
        RollbackPlan plan = plan(target);
        if (!call.fields().flag("dryRun")) {
            throw new Failure.Conflict(
                    SERVING,
                    "This node runs on the schema; "
                            + plan.changeSets().size()
                            + " change sets would be undone.");
        }
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("to", target);
                            json.writeBooleanField("dryRun", true);
                            json.writeArrayFieldStart("changeSets");
                            for (String id : plan.changeSets()) {
                                json.writeString(id);
                            }
                            json.writeEndArray();
                            json.writeStringField("sql", plan.sql());
                            json.writeEndObject();
                        }));
    }

    /** What a database that is there says of its schema. */
    private <T> T there(Supplier<T> asking) {
        try {
            ping();
            return asking.get();
        } catch (Failure.DeadlineExceeded e) {
            throw new Failure.Unavailable("The database does not answer.", e);
        } catch (IllegalStateException e) {
            throw isAway(e) ? new Failure.Unavailable("The database can't be reached.", e) : e;
        }
    }

    private void ping() {
        Work.within(PING.name(), PATIENCE)
                .run((Runnable) () -> probe.find(PING, row -> row.integer(0)));
    }

    private boolean isAway(IllegalStateException failed) {
        try {
            ping();
            return false;
        } catch (Failure e) {
            failed.addSuppressed(e);
            return true;
        }
    }

    private RollbackPlan plan(String target) {
        try {
            return there(() -> schema.rollbackPlan(target));
        } catch (UnknownTarget e) {
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD,
                    "/to: " + e.getMessage() + ".",
                    new Failure.FieldError(
                            "/to", "unknown", "It is neither a tag nor an applied change set."));
        }
    }

    private static void state(JsonGenerator json, ChangeSetState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", state.id());
        json.writeStringField("file", state.file());
        json.writeStringField("state", state.standing().name().toLowerCase(Locale.ROOT));
        Json.instant(json, "appliedAt", state.appliedAt());
        Json.text(json, "tag", state.tag());
        json.writeEndObject();
    }
}
