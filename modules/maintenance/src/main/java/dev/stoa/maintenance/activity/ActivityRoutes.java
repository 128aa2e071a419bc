package dev.stoa.maintenance.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.List;

/** Connections and locks over HTTP, on the admin listener. */
final class ActivityRoutes {
    static final ProblemType OURSELVES =
            new ProblemType(
                    "own-connection",
                    409,
                    "It is the connection that asks",
                    "The node does not end the connection that it asks by. Take another pid from /api/ops/activity.");

    private static final System.Logger LOG = System.getLogger(ActivityRoutes.class.getName());

    private final ActivityStore store;
    private final Locks locks;

    ActivityRoutes(ActivityStore store, Locks locks) {
        this.store = store;
        this.locks = locks;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/activity",
                                "Connections to the database and what they do",
                                "Activity",
                                _ -> activity())
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/api/ops/locks",
                                "Who waits for a lock, and for whom",
                                "LockWaits",
                                _ -> Reply.ok(Json.body(locks.read())))
                        .with(Route.Traits.ADMIN_READ),
                Route.delete(
                                "/api/ops/activity/{pid}",
                                "Ends what a connection does, or the connection",
                                this::end,
                                Param.path(
                                        "pid",
                                        new Form.Whole(1, Integer.MAX_VALUE),
                                        "The connection's process."),
                                Param.flag(
                                        "terminate",
                                        "Whether to end the connection, not only its statement."))
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply activity() {
        List<Backend> backends = store.backends();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (Backend backend : backends) {
                                backend(json, backend);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private static void backend(JsonGenerator json, Backend backend) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", backend.pid());
        json.writeStringField("application", backend.application());
        json.writeStringField("state", backend.state());
        Json.text(json, "statement", backend.statement());
        Json.text(json, "command", backend.command());
        Json.text(json, "wait", backend.waitsFor());
        Json.instant(json, "connectedAt", backend.connectedAt());
        Json.instant(json, "transactionAt", backend.transactionAt());
        Json.instant(json, "statementAt", backend.statementAt());
        Locks.pids(json, backend.blockedBy());
        json.writeEndObject();
    }

    private Reply end(Call call) {
        int pid = Integer.parseInt(call.arguments().pathText("pid"));
        boolean whole = call.arguments().flag("terminate");
        ActivityStore.Owner owner = store.owner(pid).orElseThrow(ActivityRoutes::gone);
        if (owner == ActivityStore.Owner.OURSELVES) {
            throw new Failure.Conflict(OURSELVES, "The pid is that of the connection that asks.");
        }
        if (!(whole ? store.terminate(pid) : store.cancel(pid))) {
            throw gone();
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "The {0} of backend {1} was ended by request",
                whole ? "connection" : "statement",
                Integer.toString(pid));
        return Reply.empty(204);
    }

    private static Failure gone() {
        return new Failure.NotFound("No connection to this database has that pid.");
    }
}
