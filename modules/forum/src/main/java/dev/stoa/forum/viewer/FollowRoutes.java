package dev.stoa.forum.viewer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.viewer.FollowStore.Asked;
import dev.stoa.forum.viewer.FollowStore.Follow;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a viewer follows, over HTTP. */
final class FollowRoutes {
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ));

    private final FollowStore store;
    private final Structures structures;
    private final Cursors cursors;

    FollowRoutes(FollowStore store, Structures structures, Cursors cursors) {
        this.store = store;
        this.structures = structures;
        this.cursors = cursors;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/me/following",
                                "What the viewer follows, the latest first",
                                "FollowPage",
                                this::list,
                                Param.choice(
                                        "target",
                                        "Follows of this kind only.",
                                        Arrays.stream(Target.values())
                                                .map(Target::word)
                                                .toArray(String[]::new)),
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(READ));
    }

    private Reply list(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        Asked asked =
                new Asked(
                        member.id().value(),
                        structures.tree().audience(member),
                        call.arguments().textOrNull("target"));
        return Reply.ok(page(asked, Paging.of(call.arguments())).body(FollowRoutes::write));
    }

    private Page<Follow> page(Asked asked, Paging paging) {
        String scope = "follows:" + asked.viewer() + ':' + asked.target();
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        Object at = cursor.<Object>map(FollowRoutes::moment).orElse("infinity");
        long number = cursor.map(place -> place.tuple().part(1)).orElse(0L);
        List<Follow> rows =
                store.page(
                        paging.before() ? FollowStore.BEFORE : FollowStore.AFTER,
                        asked,
                        at,
                        number,
                        paging.limit());
        return Page.of(rows, paging, follow -> place(follow, scope));
    }

    private String place(Follow follow, String scope) {
        return cursors.write(Cursor.after(follow.micros(), follow.number()), scope);
    }

    private static Instant moment(Cursor cursor) {
        long micros = cursor.tuple().part(0);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static void write(JsonGenerator json, Follow follow) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", follow.target());
        Json.id(json, "id", follow.id());
        json.writeStringField("slug", follow.slug());
        json.writeStringField("name", follow.name());
        Json.instant(json, "createdAt", follow.createdAt());
        json.writeEndObject();
    }
}
