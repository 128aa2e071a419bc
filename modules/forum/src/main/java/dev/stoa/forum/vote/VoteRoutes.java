package dev.stoa.forum.vote;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Answer;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** Votes over HTTP. */
final class VoteRoutes {
    private static final String THREAD = "/api/forum/threads/{id}/vote";
    private static final String POST = "/api/forum/posts/{id}/vote";
    private static final Traits TRAITS =
            Traits.MEMBER_WRITE.with(Access.member(Scope.FORUM_WRITE)).limit("vote");
    private static final Field VALUE =
            Field.required("value", new Form.Whole(-1, 1), "1 for a vote up, -1 for one down.");

    private final Votes votes;

    VoteRoutes(Votes votes) {
        this.votes = votes;
    }

    /** What a vote is cast on. */
    @FunctionalInterface
    private interface Ballot {
        Score cast(Viewer.Member member, long on, int value);
    }

    List<Route> routes() {
        Param thread = Param.pathId("id", "The thread.");
        Param post = Param.pathId("id", "The post.");
        return List.of(
                put(THREAD, "Vote on a thread, or otherwise than before", thread, votes::onThread),
                drop(THREAD, "Take a vote on a thread back", thread, votes::onThread),
                put(POST, "Vote on a post, or otherwise than before", post, votes::onPost),
                drop(POST, "Take a vote on a post back", post, votes::onPost));
    }

    private static Route put(String path, String summary, Param id, Ballot ballot) {
        return Route.put(path, summary, "Score", call -> cast(call, ballot, value(call)), id)
                .with(TRAITS)
                .fields(VALUE);
    }

    private static Route drop(String path, String summary, Param id, Ballot ballot) {
        return new Route(
                "DELETE",
                path,
                summary,
                new Answer(200, "Score"),
                List.of(id),
                List.of(),
                TRAITS.body(0),
                call -> cast(call, ballot, 0));
    }

    private static Reply cast(Call call, Ballot ballot, int value) {
        return Reply.ok(
                ballot.cast(call.viewer().signedIn(), call.arguments().pathId("id"), value).body());
    }

    private static int value(Call call) {
        int value = (int) call.fields().number("value");
        if (value == 0) {
            String detail = "It must be 1 or -1; DELETE takes a vote back.";
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD, detail, new FieldError("/value", "invalid", detail));
        }
        return value;
    }
}
