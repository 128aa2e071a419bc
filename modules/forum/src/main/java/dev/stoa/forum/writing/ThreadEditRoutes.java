package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.thread.WrittenThreads;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.OptionalInt;

/** Changing and removing threads over HTTP. */
final class ThreadEditRoutes {
    private static final String ONE = "/api/forum/threads/{id}";
    private static final Param ID = Param.pathId("id", "The thread.");

    private final Forum forum;
    private final ThreadEdits edits;
    private final Removals removals;
    private final WrittenThreads written;

    ThreadEditRoutes(Forum forum, ThreadEdits edits, Removals removals, WrittenThreads written) {
        this.forum = forum;
        this.edits = edits;
        this.removals = removals;
        this.written = written;
    }

    List<Route> routes() {
        return List.of(
                Route.patch(
                                ONE,
                                "Change a thread, or publish a draft",
                                WritingForms.THREAD,
                                this::edit,
                                ID)
                        .with(WritingForms.TEXT)
                        .fields(
                                Field.optional(
                                        "title", new Form.Text(Title.MOST), "3 to 200 characters."),
                                Field.optional(
                                        "kind",
                                        new Form.Choice(ThreadDraft.KINDS),
                                        "Not while it has an accepted answer."),
                                Field.optional(
                                        "structureId", new Form.Id(), "The forum it moves to."),
                                Field.clearable(
                                        "tags",
                                        new Form.Many(new Form.Text(100), 0, TagStore.MOST),
                                        "Slugs of all tags it is to have."),
                                Field.optional(
                                        "draft",
                                        new Form.Flag(),
                                        "false publishes a draft; a thread that is published stays so."),
                                WritingForms.CLIP[0],
                                WritingForms.CLIP[1],
                                WritingForms.CLIP[2]),
                Route.delete(
                                ONE,
                                "Remove a thread of one's own that nobody else has posted in",
                                this::remove,
                                ID)
                        .with(WritingForms.TEXT.body(0)));
    }

    private Reply edit(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        ThreadEdit edit =
                ThreadEdit.of(call.arguments().pathId("id"), call.expectedVersion(), call.fields());
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            ThreadState before = edits.edit(in, member, edit);
                            return Reply.ok(written.body(in, before.id(), before.firstPost()));
                        });
    }

    private Reply remove(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        long thread = call.arguments().pathId("id");
        OptionalInt expected = call.expectedVersion();
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            removals.thread(in, member, thread, expected);
                            return Reply.empty(204);
                        });
    }
}
