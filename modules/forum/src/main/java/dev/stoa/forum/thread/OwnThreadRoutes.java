package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.thread.OwnThreads.Asked;
import dev.stoa.forum.viewer.ViewerStates.Shown;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** Viewers' own lists of threads over HTTP. */
final class OwnThreadRoutes {
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ));

    private final OwnThreads threads;
    private final Structures structures;

    OwnThreadRoutes(OwnThreads threads, Structures structures) {
        this.threads = threads;
        this.structures = structures;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/me/unread",
                                "Threads with posts that the viewer has not read, the latest post first",
                                "ThreadPage",
                                call -> page(call, OwnList.UNREAD),
                                Param.choice(
                                                "count",
                                                "bounded: the answer says how many there are, up to "
                                                        + OwnListSql.MOST_COUNTED
                                                        + ".",
                                                "none",
                                                "bounded")
                                        .fallback("none"),
                                Paging.LIMIT,
                                Paging.AFTER,
                                Paging.BEFORE)
                        .with(READ),
                list(
                        "favorites",
                        "The viewer's favorites, the latest added first",
                        OwnList.FAVORITES),
                list(
                        "votes",
                        "Threads that the viewer voted on, the newest thread first",
                        OwnList.VOTED));
    }

    private Route list(String name, String summary, OwnList list) {
        return Route.get(
                        "/api/forum/me/" + name,
                        summary,
                        "ThreadPage",
                        call -> page(call, list),
                        Paging.LIMIT,
                        Paging.AFTER,
                        Paging.BEFORE)
                .with(READ);
    }

    private Reply page(Call call, OwnList list) {
        Viewer.Member member = call.viewer().signedIn();
        return threads.page(
                new Asked(
                        list,
                        member,
                        structures.tree().audience(member),
                        Paging.of(call.arguments()),
                        call.arguments().text("count", "none").equals("bounded")),
                Shown.WANTED);
    }
}
