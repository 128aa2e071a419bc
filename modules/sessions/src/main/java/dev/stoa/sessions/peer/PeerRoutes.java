package dev.stoa.sessions.peer;

import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Idempotency;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Repeatable;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.platform.sql.Database;
import dev.stoa.sessions.peer.PeerMoves.PeerRef;
import dev.stoa.sessions.peer.PeerStore.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Peer sessions over HTTP. */
final class PeerRoutes {
    private static final String LIST = "/api/sessions/sessions";
    private static final String ONE = LIST + "/{id}";
    private static final Param ID = Param.pathId("id", "The session.");
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ));
    private static final Access WRITE = Access.member(Scope.SESSIONS_WRITE);
    private static final Form META = new Form.Json(4096);
    private static final String META_MEANING = "Whatever the clients want to keep with it.";

    private final PeerStore store;
    private final PeerMoves moves;
    private final PeerLists lists;
    private final ActiveSessions active;
    private final PeerStats stats;
    private final Database database;
    private final Idempotency idempotency;

    /** What the routes ask. */
    record Parts(
            PeerStore store,
            PeerMoves moves,
            PeerLists lists,
            ActiveSessions active,
            PeerStats stats) {}

    PeerRoutes(Parts parts, Database database, Idempotency idempotency) {
        this.store = parts.store();
        this.moves = parts.moves();
        this.lists = parts.lists();
        this.active = parts.active();
        this.stats = parts.stats();
        this.database = database;
        this.idempotency = idempotency;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(reads());
        routes.addAll(writes());
        return routes;
    }

    private List<Route> reads() {
        return List.of(
                Route.get(
                                LIST,
                                "Peer sessions: a member's own, or for moderators all",
                                "PeerSessionPage",
                                this::list,
                                filters())
                        .with(READ),
                Route.get(
                                LIST + "/active",
                                "Active peer sessions: the viewer's own, or for moderators those of an address",
                                "ActivePeerSessions",
                                this::active,
                                Param.of(
                                        "address",
                                        new Form.Address(),
                                        "Those of this address; for members their own only."))
                        .with(READ),
                Route.get(
                                LIST + "/stats",
                                "How many peer sessions there are and how long they last: a member's own, or for"
                                        + " moderators all",
                                "PeerSessionStats",
                                this::stats)
                        .with(READ),
                Route.get(ONE, "One peer session", "SeenPeerSession", this::find, ID).with(READ));
    }

    private List<Route> writes() {
        return List.of(
                Route.post(LIST, "Open a peer session to an address", "PeerSession", this::open)
                        .with(Traits.MEMBER_WRITE.with(Repeatable.WITH_KEY).with(WRITE))
                        .fields(
                                Field.required("peer", new Form.Address(), "The other side."),
                                Field.optional("topic", new Form.Text(200), "What it is about."),
                                Field.optional("meta", META, META_MEANING)),
                Route.patch(
                                ONE,
                                "Give an open peer session another topic or meta",
                                "PeerSession",
                                this::change,
                                ID)
                        .with(WRITE)
                        .fields(
                                Field.clearable("topic", new Form.Text(200), "What it is about."),
                                Field.clearable("meta", META, META_MEANING)),
                move("start", "Start a peer session that was opened to the viewer", this::start),
                move("end", "End, decline or withdraw a peer session", this::end),
                Route.post(ONE + "/heartbeat", "Say that a side is there", "", this::heartbeat, ID)
                        .with(Traits.MEMBER_WRITE.with(WRITE).body(0))
                        .answering(204));
    }

    private static Route move(String word, String summary, Route.Handler handler) {
        return Route.post(ONE + "/" + word, summary, "PeerSession", handler, ID)
                .with(Traits.MEMBER_WRITE.with(Repeatable.WITH_KEY).with(WRITE).body(0))
                .answering(200);
    }

    private static Param[] filters() {
        List<Param> params = new ArrayList<>();
        params.add(Param.of("address", new Form.Address(), "One that is a side of it."));
        params.add(Param.of("peer", new Form.Address(), "Another one that is a side of it."));
        params.add(
                Param.choice(
                        "status", "How far it came.", PeerStatus.texts().toArray(String[]::new)));
        params.add(Param.flag("reported", "Only those that were reported."));
        for (String what : List.of("created", "started", "ended")) {
            params.add(Param.time(what + "From", "From when on it was " + what + "."));
            params.add(Param.time(what + "To", "Before when it was " + what + "."));
        }
        params.add(
                Param.choice(
                                "sort",
                                "Sorted by; started and ended leave out those that never were.",
                                "created",
                                "started",
                                "ended")
                        .fallback("created"));
        params.add(
                Param.choice("order", "The newest first, or the oldest.", "desc", "asc")
                        .fallback("desc"));
        params.addAll(List.of(Paging.LIMIT, Paging.AFTER, Paging.BEFORE));
        return params.toArray(Param[]::new);
    }

    private Reply list(Call call) {
        PeerQuery asked = PeerQuery.of(call.arguments());
        Page<PeerSession> page =
                lists.page(
                        call.viewer().key(),
                        asked,
                        visible(call.viewer().signedIn(), asked).orElse(null),
                        Paging.of(call.arguments()));
        return Reply.ok(page.body(PeerBodies::write));
    }

    /** The sessions asked for that this viewer may know of; empty where there can be none. */
    private Optional<PeerQuery> visible(Viewer.Member viewer, PeerQuery asked) {
        Set<String> sides = new LinkedHashSet<>();
        if (!viewer.is(Role.MODERATOR)) {
            Optional<String> own = store.address(viewer.id().value());
            if (own.isEmpty()) {
                return Optional.empty();
            }
            sides.add(own.get());
        }
        if (asked.address() != null) {
            sides.add(asked.address());
        }
        if (asked.peer() != null) {
            sides.add(asked.peer());
        }
        List<String> each = List.copyOf(sides);
        return each.size() > 2
                ? Optional.empty()
                : Optional.of(
                        asked.between(
                                each.isEmpty() ? null : each.getFirst(),
                                each.size() < 2 ? null : each.getLast()));
    }

    private Reply active(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        String address = call.arguments().textOrNull("address");
        if (address == null) {
            return Reply.of(active.of(viewer.id().value()));
        }
        String asked = address.toLowerCase(Locale.ROOT);
        if (viewer.is(Role.MODERATOR)) {
            return Reply.of(active.of(asked));
        }
        boolean isOwn = store.address(viewer.id().value()).equals(Optional.of(asked));
        return isOwn
                ? Reply.of(active.of(viewer.id().value()))
                : Reply.ok(PeerBodies.active(List.of(), ActiveSessions.MOST));
    }

    private Reply stats(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        return Reply.of(viewer.is(Role.MODERATOR) ? stats.all() : stats.of(viewer.id().value()));
    }

    private Reply find(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        long id = call.arguments().pathId("id");
        Found found =
                store.find(viewer.id().value(), id)
                        .filter(each -> viewer.is(Role.MODERATOR) || each.side().isPresent())
                        .orElseThrow(() -> PeerMoves.missing(id));
        return Reply.ok(PeerBodies.seen(found));
    }

    private Reply open(Call call) {
        PeerDraft draft =
                new PeerDraft(
                        call.fields().text("peer"),
                        call.fields().textOrNull("topic"),
                        call.fields().text("meta", "{}"));
        return idempotency.once(
                call,
                in -> {
                    PeerSession opened = moves.open(in, viewer(call), draft);
                    return Reply.of(201, PeerBodies.of(opened))
                            .header("Location", LIST + "/" + opened.id());
                });
    }

    private Reply change(Call call) {
        PeerRef ref = ref(call);
        return Reply.ok(
                PeerBodies.of(database.transaction(in -> moves.change(in, ref, call.fields()))));
    }

    private Reply start(Call call) {
        PeerRef ref = ref(call);
        return idempotency.once(call, in -> Reply.ok(PeerBodies.of(moves.start(in, ref))));
    }

    private Reply end(Call call) {
        PeerRef ref = ref(call);
        return idempotency.once(call, in -> Reply.ok(PeerBodies.of(moves.end(in, ref))));
    }

    private Reply heartbeat(Call call) {
        moves.heartbeat(viewer(call), call.arguments().pathId("id"));
        return Reply.empty(204);
    }

    private static PeerRef ref(Call call) {
        return new PeerRef(viewer(call), call.arguments().pathId("id"), call.expectedVersion());
    }

    private static long viewer(Call call) {
        return call.viewer().signedIn().id().value();
    }
}
