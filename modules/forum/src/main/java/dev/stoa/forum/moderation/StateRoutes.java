package dev.stoa.forum.moderation;

import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;

/** States of threads and posts that moderators turn, over HTTP; all take If-Match. */
final class StateRoutes {
    private static final Access MODERATOR = Access.moderator(Scope.FORUM_WRITE);
    private static final Param THREAD = Param.pathId("id", "The thread.");
    private static final Param POST = Param.pathId("id", "The post.");
    private static final Field WHY = Field.optional("reason", new Form.Text(500), "For the log.");
    private static final Field TOLD =
            Field.required("reason", new Form.Text(500), "For the log, and told to the author.");

    private final ThreadStates threads;
    private final PostRemovals posts;

    StateRoutes(ThreadStates threads, PostRemovals posts) {
        this.threads = threads;
        this.posts = posts;
    }

    List<Route> routes() {
        return List.of(
                put("/lock", "Lets nobody but moderators write in a thread", ThreadSwitch.LOCK),
                delete("/lock", "Lets members write in a thread again", ThreadSwitch.LOCK),
                put("/pin", "Keeps a thread on top", ThreadSwitch.PIN),
                delete("/pin", "Keeps a thread on top no longer", ThreadSwitch.PIN),
                route("PUT", "threads/{id}/removal", "Removes a thread with its posts", THREAD)
                        .fields(TOLD),
                route("DELETE", "threads/{id}/removal", "Brings a thread back", THREAD),
                route("PUT", "posts/{id}/removal", "Removes a post; its answers stay", POST)
                        .fields(TOLD),
                route("DELETE", "posts/{id}/removal", "Brings a post back", POST));
    }

    private Route put(String state, String summary, ThreadSwitch which) {
        return of(
                        "PUT",
                        "threads/{id}" + state,
                        summary,
                        "ThreadStanding",
                        call -> Reply.ok(threads.turn(Order.of(call), which, Turn.ON)),
                        THREAD)
                .fields(WHY);
    }

    private Route delete(String state, String summary, ThreadSwitch which) {
        return of(
                "DELETE",
                "threads/{id}" + state,
                summary,
                "ThreadStanding",
                call -> Reply.ok(threads.turn(Order.of(call), which, Turn.OFF)),
                THREAD);
    }

    private Route route(String method, String path, String summary, Param of) {
        Turn turn = method.equals("PUT") ? Turn.ON : Turn.OFF;
        boolean isThread = of.equals(THREAD);
        return of(
                method,
                path,
                summary,
                isThread ? "ThreadStanding" : "PostStanding",
                call ->
                        Reply.ok(
                                isThread
                                        ? threads.turnRemoval(Order.of(call), turn)
                                        : posts.turn(Order.of(call), turn)),
                of);
    }

    private static Route of(
            String method,
            String path,
            String summary,
            String schema,
            Route.Handler handler,
            Param of) {
        Route.Traits traits = Route.Traits.MEMBER_WRITE.with(MODERATOR);
        return new Route(
                method,
                "/api/forum/" + path,
                summary + "; takes If-Match",
                new Route.Answer(200, schema),
                List.of(of),
                List.of(),
                method.equals("DELETE") ? traits.body(0) : traits,
                handler);
    }
}
