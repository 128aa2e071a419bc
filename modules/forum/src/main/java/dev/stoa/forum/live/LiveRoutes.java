package dev.stoa.forum.live;

import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Streamed;
import java.util.List;
import java.util.Set;

/** Live events over HTTP. */
final class LiveRoutes {
    private static final String EVENTS = "/api/forum/events";

    private final Hub hub;
    private final TopicRequest requests;
    private final Tickets tickets;

    LiveRoutes(Hub hub, TopicRequest requests, Tickets tickets) {
        this.hub = hub;
        this.requests = requests;
        this.tickets = tickets;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                EVENTS,
                                "Live events of topics, for an EventSource",
                                "LiveEvents",
                                this::events,
                                Param.text(
                                        "topics",
                                        1500,
                                        "1 to 50 of thread:<id>, structure:<id>, feed:hot, feed:new, feed:recent"
                                                + " and me, with commas between."),
                                Param.text(
                                        "lastEventId",
                                        100,
                                        "Where to go on from; the header Last-Event-ID is stronger."),
                                Param.text("ticket", 100, "A ticket, where no header can be sent."))
                        .with(
                                Route.Traits.PUBLIC_READ
                                        .with(Route.Freshness.NO_STORE)
                                        .with(Route.Admission.STREAM)),
                Route.post(
                                EVENTS + "/tickets",
                                "A ticket of one minute for a stream of events",
                                "LiveTicket",
                                this::ticket)
                        .with(
                                Route.Traits.MEMBER_WRITE
                                        .with(Access.member(Scope.FORUM_READ))
                                        .body(0)));
    }

    private Reply events(Call call) {
        String ticket = call.arguments().textOrNull("ticket");
        Viewer viewer = ticket == null ? call.viewer() : tickets.viewer(ticket);
        Set<Topic> topics = requests.read(call.arguments().textOrNull("topics"), viewer);
        String after =
                call.header("Last-Event-ID")
                        .orElseGet(() -> call.arguments().text("lastEventId", ""));
        return Reply.of(
                        Streamed.events(
                                out ->
                                        hub.stream(
                                                viewer,
                                                topics,
                                                after.isEmpty() ? null : after,
                                                out)))
                // Proxies that gather answers would hold events back.
                .header("X-Accel-Buffering", "no");
    }

    private Reply ticket(Call call) {
        Tickets.Ticket ticket = tickets.issue(call.viewer().signedIn());
        return Reply.of(
                201,
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("ticket", ticket.text());
                            Json.instant(json, "expiresAt", ticket.expiresAt());
                            json.writeEndObject();
                        }));
    }
}
