package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.thread.WrittenThreads;
import dev.stoa.forum.writing.Answers.Asked;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.OptionalInt;

/** Accepted answers over HTTP. */
final class AnswerRoutes {
    private static final String ANSWER = "/api/forum/threads/{id}/answer";
    private static final Param ID = Param.pathId("id", "The question.");

    private final Forum forum;
    private final Answers answers;
    private final WrittenThreads written;

    AnswerRoutes(Forum forum, Answers answers, WrittenThreads written) {
        this.forum = forum;
        this.answers = answers;
        this.written = written;
    }

    List<Route> routes() {
        return List.of(
                Route.put(
                                ANSWER,
                                "Accept a post as the answer to a question",
                                WritingForms.THREAD,
                                this::accept,
                                ID)
                        .with(WritingForms.TEXT)
                        .fields(
                                Field.required(
                                        "postId",
                                        new Form.Id(),
                                        "A post of the thread that is shown, not its first.")),
                Route.delete(ANSWER, "Take acceptance of an answer back", this::withdraw, ID)
                        .with(WritingForms.TEXT.body(0)));
    }

    private Reply accept(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        Asked asked = new Asked(call.arguments().pathId("id"), call.fields().id("postId"));
        OptionalInt expected = call.expectedVersion();
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            ThreadState thread = answers.accept(in, member, asked, expected);
                            return Reply.ok(written.body(in, thread.id(), thread.firstPost()));
                        });
    }

    private Reply withdraw(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        long thread = call.arguments().pathId("id");
        OptionalInt expected = call.expectedVersion();
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            answers.withdraw(in, member, thread, expected);
                            return Reply.empty(204);
                        });
    }
}
