package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.post.WrittenPosts;
import dev.stoa.forum.thread.WrittenThreads;
import dev.stoa.forum.writing.OpeningStore.Opened;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Repeatable;
import java.util.List;

/** Opening threads and answering in them, over HTTP. */
final class OpeningRoutes {
    private final Forum forum;
    private final Openings openings;
    private final Replies replies;
    private final WrittenThreads written;

    OpeningRoutes(Forum forum, Openings openings, WrittenThreads written) {
        this.forum = forum;
        this.openings = openings;
        this.replies = new Replies(forum);
        this.written = written;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/forum/threads",
                                "Open a thread, or keep it as a draft",
                                WritingForms.THREAD,
                                this::open)
                        .with(WritingForms.TEXT.with(Repeatable.WITH_KEY).limit("thread"))
                        .fields(
                                Field.required(
                                        "structureId",
                                        new Form.Id(),
                                        "The forum it is opened in; a zone or category with forums takes none."),
                                Field.required(
                                        "title",
                                        new Form.Text(Title.MOST),
                                        "3 to 200 characters; white space counts once."),
                                WritingForms.BODY,
                                Field.optional(
                                        "kind",
                                        new Form.Choice(ThreadDraft.KINDS),
                                        "discussion where nothing is said."),
                                Field.optional(
                                        "tags",
                                        new Form.Many(new Form.Text(100), 0, TagStore.MOST),
                                        "Slugs of tags, in the order in which they are shown."),
                                Field.optional(
                                        "draft",
                                        new Form.Flag(),
                                        "true: for its author only, until it is published."),
                                WritingForms.CLIP[0],
                                WritingForms.CLIP[1],
                                WritingForms.CLIP[2]),
                Route.post(
                                "/api/forum/threads/{id}/posts",
                                "Answer in a thread, or a post of it",
                                "Post",
                                this::reply,
                                Param.pathId("id", "The thread."))
                        .with(WritingForms.TEXT.with(Repeatable.WITH_KEY).limit("post"))
                        .fields(
                                WritingForms.BODY,
                                Field.optional(
                                        "parentId",
                                        new Form.Id(),
                                        "The post it answers; one that is shown, of the same thread.")));
    }

    private Reply open(Call call) throws Exception {
        Viewer.Member member = call.viewer().signedIn();
        Fields fields = call.fields();
        ThreadDraft draft = ThreadDraft.of(fields);
        PostText text = PostText.of(fields.text("body"), forum.platform().cpu());
        return forum.platform()
                .idempotency()
                .once(
                        call,
                        in -> {
                            Opened opened = openings.open(in, member, draft, text);
                            Body body = written.body(in, opened.thread(), opened.firstPost());
                            return created("/api/forum/threads/" + opened.thread(), body);
                        });
    }

    private Reply reply(Call call) throws Exception {
        Viewer.Member member = call.viewer().signedIn();
        Fields fields = call.fields();
        PostDraft draft =
                new PostDraft(
                        call.arguments().pathId("id"),
                        fields.idOrNull("parentId"),
                        PostText.of(fields.text("body"), forum.platform().cpu()));
        return forum.platform()
                .idempotency()
                .once(
                        call,
                        in -> {
                            long post = replies.add(in, member, draft);
                            return created("/api/forum/posts/" + post, WrittenPosts.body(in, post));
                        });
    }

    private static Reply created(String location, Body body) {
        return Reply.of(201, body).header("Location", location);
    }
}
