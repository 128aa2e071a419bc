package dev.stoa.sessions.moderation;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.sessions.moderation.BlockStore.Check;
import dev.stoa.sessions.moderation.BlockStore.Put;
import dev.stoa.sessions.moderation.BlockStore.Terms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Blocks over HTTP. */
final class BlockRoutes {
    private static final String LIST = "/api/sessions/blocks";
    private static final String ADDRESS = LIST + "/{address}";
    private static final String MEMBER = LIST + "/members/{id}";
    private static final int MOST = 100;
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ));
    private static final Access WRITE = Access.member(Scope.SESSIONS_WRITE);
    private static final Param OF_ADDRESS =
            Param.path("address", new Form.Address(), "Whom to block.");
    private static final Param OF_MEMBER = Param.pathId("id", "Whom to block.");
    private static final Field[] TERMS = {
        Field.optional("reason", new Form.Text(500), "For the blocker's own memory."),
        Field.optional(
                "expiresAt", new Form.Time(), "When it is over; for good where it is missing.")
    };

    private final Blocks blocks;
    private final InstantSource clock;

    BlockRoutes(Blocks blocks, InstantSource clock) {
        this.blocks = blocks;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                LIST,
                                "Whom the viewer blocks, the newest first",
                                "BlockPage",
                                this::list,
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(READ),
                Route.get(
                                LIST + "/check",
                                "Whether the viewer and each of some addresses block each other",
                                "BlockCheck",
                                this::check,
                                Param.of(
                                        "addresses",
                                        new Form.Addresses(MOST),
                                        "Addresses with commas between, up to 100."))
                        .with(READ),
                Route.put(
                                ADDRESS,
                                "Block an address; 201 where it was not blocked before",
                                "Block",
                                call -> put(blocks.put(viewer(call), address(call), terms(call))),
                                OF_ADDRESS)
                        .with(WRITE)
                        .fields(TERMS),
                Route.delete(ADDRESS, "Block an address no longer", this::dropAddress, OF_ADDRESS)
                        .with(WRITE),
                Route.put(
                                MEMBER,
                                "Block a member, with or without an address; 201 where they were not blocked before",
                                "Block",
                                call -> put(blocks.put(viewer(call), member(call), terms(call))),
                                OF_MEMBER)
                        .with(WRITE)
                        .fields(TERMS),
                Route.delete(MEMBER, "Block a member no longer", this::dropMember, OF_MEMBER)
                        .with(WRITE));
    }

    private Reply list(Call call) {
        return Reply.ok(
                blocks.page(viewer(call), Paging.of(call.arguments()))
                        .body((json, block) -> block.write(json)));
    }

    private Reply check(Call call) {
        String addresses = call.arguments().textOrNull("addresses");
        if (addresses == null) {
            throw Failure.Invalid.parameter("addresses", "required", "addresses must be there.");
        }
        List<String> asked =
                Arrays.stream(addresses.toLowerCase(Locale.ROOT).split(",", -1))
                        .distinct()
                        .toList();
        return Reply.ok(body(blocks.check(viewer(call), asked)));
    }

    private static Body body(List<Check> checks) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("items");
                    for (Check check : checks) {
                        json.writeStartObject();
                        json.writeStringField("address", check.address());
                        json.writeBooleanField("blocking", check.blocking());
                        json.writeBooleanField("blockedBy", check.blockedBy());
                        json.writeBooleanField("blocked", check.blocking() || check.blockedBy());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    /**
     * What the body says.
     *
     * @throws Failure.Invalid for an end that is over
     */
    private Terms terms(Call call) {
        Instant expires = call.fields().timeOrNull("expiresAt");
        if (expires != null && !expires.isAfter(clock.instant())) {
            throw Reports.wrong("/expiresAt", "past", "It must be in the future.");
        }
        return new Terms(call.fields().textOrNull("reason"), expires);
    }

    private static Reply put(Put put) {
        return Reply.of(put.isNew() ? 201 : 200, Json.body(put.block()::write));
    }

    private Reply dropAddress(Call call) {
        blocks.drop(viewer(call), address(call));
        return Reply.empty(204);
    }

    private Reply dropMember(Call call) {
        blocks.drop(viewer(call), member(call));
        return Reply.empty(204);
    }

    private static String address(Call call) {
        return call.arguments().pathText("address").toLowerCase(Locale.ROOT);
    }

    private static long member(Call call) {
        return call.arguments().pathId("id");
    }

    private static long viewer(Call call) {
        return call.viewer().signedIn().id().value();
    }
}
