package dev.stoa.forum.viewer;

import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Answer;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** Favorites, follows and mutes over HTTP; each may be put and taken back any number of times. */
final class RelationRoutes {
    private static final Traits WRITE =
            Traits.MEMBER_WRITE.with(Access.member(Scope.FORUM_WRITE)).body(0);
    private static final Param THREAD = Param.pathId("id", "The thread.");
    private static final Param STRUCTURE = Param.pathId("id", "The structure.");
    private static final Param MEMBER = Param.pathId("id", "The member.");
    private static final Param TAG = Param.pathText("slug", 100, "The tag's slug.");

    private final Relations relations;

    RelationRoutes(Relations relations) {
        this.relations = relations;
    }

    /** Does something for a member with the thing of the path. */
    @FunctionalInterface
    private interface Act {
        void on(Viewer.Member member, Call call);
    }

    List<Route> routes() {
        return List.of(
                put(
                        "/api/forum/threads/{id}/favorite",
                        "Make a thread one of the viewer's favorites",
                        (member, call) -> relations.favor(member, id(call)),
                        THREAD),
                delete(
                        "/api/forum/threads/{id}/favorite",
                        "Take a thread out of the viewer's favorites",
                        (member, call) -> relations.unfavor(member, id(call)),
                        THREAD),
                put(
                        "/api/forum/threads/{id}/follow",
                        "Follow a thread",
                        follow(Target.THREAD),
                        THREAD),
                delete(
                        "/api/forum/threads/{id}/follow",
                        "Follow a thread no longer",
                        unfollow(Target.THREAD),
                        THREAD),
                put(
                        "/api/forum/structures/{id}/follow",
                        "Follow a structure and those below it",
                        follow(Target.STRUCTURE),
                        STRUCTURE),
                delete(
                        "/api/forum/structures/{id}/follow",
                        "Follow a structure no longer",
                        unfollow(Target.STRUCTURE),
                        STRUCTURE),
                put(
                        "/api/forum/members/{id}/follow",
                        "Follow a member",
                        follow(Target.MEMBER),
                        MEMBER),
                delete(
                        "/api/forum/members/{id}/follow",
                        "Follow a member no longer",
                        unfollow(Target.MEMBER),
                        MEMBER),
                put(
                        "/api/forum/tags/{slug}/follow",
                        "Follow a tag",
                        (member, call) -> relations.followTag(member, slug(call)),
                        TAG),
                delete(
                        "/api/forum/tags/{slug}/follow",
                        "Follow a tag no longer",
                        (member, call) -> relations.unfollowTag(member, slug(call)),
                        TAG),
                put(
                        "/api/forum/threads/{id}/mute",
                        "Leave a thread out of the viewer's lists",
                        mute(Target.THREAD),
                        THREAD),
                delete(
                        "/api/forum/threads/{id}/mute",
                        "Leave a thread out no longer",
                        unmute(Target.THREAD),
                        THREAD),
                put(
                        "/api/forum/members/{id}/mute",
                        "Leave what a member writes out of the viewer's lists",
                        mute(Target.MEMBER),
                        MEMBER),
                delete(
                        "/api/forum/members/{id}/mute",
                        "Leave a member's out no longer",
                        unmute(Target.MEMBER),
                        MEMBER));
    }

    private Act follow(Target target) {
        return (member, call) -> relations.follow(member, target, id(call));
    }

    private Act unfollow(Target target) {
        return (member, call) -> relations.unfollow(member, target, id(call));
    }

    private Act mute(Target target) {
        return (member, call) -> relations.mute(member, target, id(call));
    }

    private Act unmute(Target target) {
        return (member, call) -> relations.unmute(member, target, id(call));
    }

    private static long id(Call call) {
        return call.arguments().pathId("id");
    }

    private static String slug(Call call) {
        return call.arguments().pathText("slug");
    }

    private static Route put(String path, String summary, Act act, Param param) {
        return route("PUT", path, summary, act, param);
    }

    private static Route delete(String path, String summary, Act act, Param param) {
        return route("DELETE", path, summary, act, param);
    }

    private static Route route(String method, String path, String summary, Act act, Param param) {
        return new Route(
                method,
                path,
                summary,
                new Answer(204, ""),
                List.of(param),
                List.of(),
                WRITE,
                call -> {
                    act.on(call.viewer().signedIn(), call);
                    return Reply.empty(204);
                });
    }
}
