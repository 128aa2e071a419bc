package dev.stoa.forum.notice;

import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** Notifications over HTTP: each member's own. */
final class NoticeRoutes {
    private static final String LIST = "/api/forum/notifications";
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ));

    private final NoticeLists lists;

    NoticeRoutes(NoticeLists lists) {
        this.lists = lists;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                LIST,
                                "What the viewer was told of, the newest first",
                                "NotificationPage",
                                this::list,
                                Param.flag("unread", "Only what is not read yet.")
                                        .fallback("false"),
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(READ),
                Route.get(
                                LIST + "/counts",
                                "How many notifications are unread, up to 100",
                                "NotificationCounts",
                                this::counts)
                        .with(READ),
                Route.post(
                                LIST + "/read",
                                "Mark notifications as read",
                                "NotificationCounts",
                                this::read)
                        .answering(200)
                        .with(Traits.MEMBER_WRITE.with(Access.member(Scope.FORUM_WRITE)))
                        .fields(
                                Field.required(
                                        "upTo",
                                        new Form.Id(),
                                        "The newest notification that was read: it and all"
                                                + " before it are read from now on.")));
    }

    private Reply list(Call call) {
        return Reply.of(
                lists.page(
                        call.viewer().signedIn(),
                        call.arguments().flag("unread"),
                        Paging.of(call.arguments())));
    }

    private Reply counts(Call call) {
        return Reply.of(lists.counts(call.viewer().signedIn()));
    }

    private Reply read(Call call) {
        return Reply.ok(lists.read(call.viewer().signedIn(), call.fields().id("upTo")));
    }
}
