package dev.stoa.forum.writing;

import dev.stoa.forum.thread.Drafts;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** A member's drafts over HTTP. */
final class DraftRoutes {
    private final Drafts drafts;

    DraftRoutes(Drafts drafts) {
        this.drafts = drafts;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/me/drafts",
                                "The viewer's threads that are not published, the newest first",
                                "ThreadPage",
                                this::list,
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ))));
    }

    private Reply list(Call call) {
        long member = call.viewer().signedIn().id().value();
        return Reply.ok(drafts.page(member, Paging.of(call.arguments())));
    }
}
