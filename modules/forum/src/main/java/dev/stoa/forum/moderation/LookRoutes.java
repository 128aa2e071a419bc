package dev.stoa.forum.moderation;

import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.Locale;

/** What moderators look at, over HTTP: the queue and the log. */
final class LookRoutes {
    private static final Route.Traits READ =
            Route.Traits.MEMBER_READ.with(Access.moderator(Scope.FORUM_READ));

    private final Queue queue;
    private final Log log;

    LookRoutes(Queue queue, Log log) {
        this.queue = queue;
        this.log = log;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/moderation/queue",
                                "Reported threads and posts, each once, the newest report first; or removed ones",
                                "ModerationQueue",
                                this::queue,
                                Param.choice("state", "Which part.", "reported", "removed")
                                        .fallback("reported"),
                                Param.choice("type", "Only these.", "thread", "post"),
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(READ),
                Route.get(
                                "/api/forum/modlog",
                                "What moderators did, the newest first",
                                "Modlog",
                                this::log,
                                Param.id("moderatorId", "By one moderator."),
                                Param.text("action", 60, "One kind, such as thread-locked."),
                                Param.id("structureId", "In one structure."),
                                Param.id("threadId", "To one thread and its posts."),
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(READ));
    }

    private Reply queue(Call call) {
        Arguments arguments = call.arguments();
        Queue.Part part =
                Queue.Part.valueOf(arguments.text("state", "reported").toUpperCase(Locale.ROOT));
        return Reply.ok(
                queue.page(
                        call.viewer(), part, arguments.textOrNull("type"), Paging.of(arguments)));
    }

    private Reply log(Call call) {
        return Reply.ok(
                log.page(
                        call.viewer(),
                        ModlogQuery.of(call.arguments()),
                        Paging.of(call.arguments())));
    }
}
