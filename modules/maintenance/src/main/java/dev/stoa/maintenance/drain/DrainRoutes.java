package dev.stoa.maintenance.drain;

import dev.stoa.platform.NodeState;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.Locale;

/** Draining over HTTP, on the admin listener: of the node that is asked, not of others. */
final class DrainRoutes {
    private static final String PATH = "/api/ops/drain";

    private final NodeState state;

    DrainRoutes(NodeState state) {
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, "Where the node is in its life", "Drain", _ -> reply())
                        .with(Route.Traits.ADMIN_READ),
                Route.post(
                                PATH,
                                "Has the node say that it is not ready, end its streams and begin no jobs; it goes on"
                                        + " serving",
                                "Drain",
                                call -> {
                                    call.fields();
                                    state.drain();
                                    return reply();
                                })
                        .answering(200)
                        .with(Route.Traits.ADMIN_WRITE),
                Route.delete(
                                PATH,
                                "Takes the drain back",
                                _ -> {
                                    state.resume();
                                    return Reply.empty(204);
                                })
                        .with(Route.Traits.ADMIN_WRITE.body(0)));
    }

    private Reply reply() {
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField(
                                    "status", state.stage().name().toLowerCase(Locale.ROOT));
                            json.writeEndObject();
                        }));
    }
}
