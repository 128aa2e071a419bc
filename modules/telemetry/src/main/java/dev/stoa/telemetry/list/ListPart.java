package dev.stoa.telemetry.list;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Freshness;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.telemetry.event.Addresses;
import java.util.List;

/** Events over HTTP. */
public final class ListPart implements Feature {
    private final EventList list;

    public ListPart(Platform platform, Addresses addresses) {
        this.list = new EventList(platform.database(), platform.cursors(), addresses);
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(ListPart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/telemetry/events",
                                "Events of a range of time, newest first",
                                "TelemetryEventPage",
                                this::page,
                                Param.text("type", 64, "Only events of this type."),
                                Param.text("sessionId", 64, "Only events of this session."),
                                Param.of(
                                        "address",
                                        new Form.Address(),
                                        "Only events of this address, hashed or not."),
                                Param.time("from", "Begin of the range, included; required."),
                                Param.time(
                                        "to",
                                        "End of the range, not included; required, at most 31 days"
                                                + " behind from."),
                                Param.family(
                                        EventFilter.PROPS,
                                        200,
                                        "Only events whose prop of that name has this value: a"
                                                + " number, true, false, null, a text in quotes, or"
                                                + " else a text as it is."),
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(
                                Traits.MEMBER_READ
                                        .with(Access.admin(Scope.TELEMETRY_READ))
                                        .with(Freshness.NO_STORE)));
    }

    private Reply page(Call call) {
        EventFilter asked = EventFilter.of(call.arguments());
        return Reply.ok(
                list.page(asked, Paging.of(call.arguments()))
                        .body((json, event) -> event.write(json)));
    }
}
