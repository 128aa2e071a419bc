package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.post.WrittenPosts;
import dev.stoa.forum.writing.PostEdits.PostEdit;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.OptionalInt;

/** Changing and removing posts over HTTP. */
final class PostEditRoutes {
    private static final String ONE = "/api/forum/posts/{id}";
    private static final Param ID = Param.pathId("id", "The post.");

    private final Forum forum;
    private final PostEdits edits;
    private final Removals removals;

    PostEditRoutes(Forum forum, PostEdits edits, Removals removals) {
        this.forum = forum;
        this.edits = edits;
        this.removals = removals;
    }

    List<Route> routes() {
        return List.of(
                Route.patch(
                                ONE,
                                "Change the text of a post; what it was is kept",
                                "Post",
                                this::edit,
                                ID)
                        .with(WritingForms.TEXT)
                        .fields(WritingForms.BODY),
                Route.delete(ONE, "Remove a post of one's own", this::remove, ID)
                        .with(WritingForms.TEXT.body(0)));
    }

    private Reply edit(Call call) throws Exception {
        Viewer.Member member = call.viewer().signedIn();
        PostEdit edit =
                new PostEdit(
                        call.arguments().pathId("id"),
                        call.expectedVersion(),
                        PostText.of(call.fields().text("body"), forum.platform().cpu()));
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            edits.edit(in, member, edit);
                            return Reply.ok(WrittenPosts.body(in, edit.post()));
                        });
    }

    private Reply remove(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        long post = call.arguments().pathId("id");
        OptionalInt expected = call.expectedVersion();
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            removals.post(in, member, post, expected);
                            return Reply.empty(204);
                        });
    }
}
