package dev.stoa.forum.writing;

import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** Revisions over HTTP. */
final class RevisionRoutes {
    private final Revisions revisions;

    RevisionRoutes(Revisions revisions) {
        this.revisions = revisions;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/posts/{id}/revisions",
                                "What a post said before, the newest first; for its author and moderators",
                                "RevisionPage",
                                this::list,
                                Param.pathId("id", "The post."),
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ))));
    }

    private Reply list(Call call) {
        return Reply.ok(
                revisions.page(
                        call.viewer().signedIn(),
                        call.arguments().pathId("id"),
                        Paging.of(call.arguments())));
    }
}
