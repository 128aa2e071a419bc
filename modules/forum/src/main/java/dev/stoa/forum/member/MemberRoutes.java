package dev.stoa.forum.member;

import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Members over HTTP. */
public final class MemberRoutes {
    private static final Param ID = Param.pathId("id", "The member.");

    private final Members members;
    private final Structures structures;

    public MemberRoutes(Members members, Structures structures) {
        this.members = members;
        this.structures = structures;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/forum/members",
                        "Members, the newest first, or with q those of a like name",
                        "MemberPage",
                        this::list,
                        Param.text(
                                "q",
                                100,
                                "Part of a username or display name; the most alike first."),
                        Paging.LIMIT,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get("/api/forum/members/{id}", "One member", "Member", this::find, ID),
                Route.get(
                        "/api/forum/members/{id}/karma",
                        "What a member's karma came from, the newest first",
                        "KarmaPage",
                        this::karma,
                        ID,
                        Paging.LIMIT,
                        Paging.AFTER,
                        Paging.BEFORE));
    }

    private Reply list(Call call) {
        return Reply.of(
                members.page(call.arguments().textOrNull("q"), Paging.of(call.arguments())));
    }

    private Reply find(Call call) {
        return Reply.of(members.find(call.arguments().pathId("id")));
    }

    private Reply karma(Call call) {
        return Reply.of(
                members.karma(
                        call.arguments().pathId("id"),
                        structures.tree().audience(call.viewer()),
                        Paging.of(call.arguments())));
    }
}
