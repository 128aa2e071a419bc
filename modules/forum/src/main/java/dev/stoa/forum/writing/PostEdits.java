package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.writing.Locks.Held;
import dev.stoa.forum.writing.RevisionStore.Rewrite;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import java.util.OptionalInt;

/** The rules of changing the texts of posts. */
final class PostEdits {
    private final Forum forum;
    private final Locks locks;

    PostEdits(Forum forum, Locks locks) {
        this.forum = forum;
        this.locks = locks;
    }

    /**
     * What a member wants a post to say.
     *
     * @param expected the version they read
     */
    record PostEdit(long post, OptionalInt expected, PostText text) {}

    /**
     * Changes a post's text; the same text changes nothing.
     *
     * @throws Failure.NotFound for a post that the member may not know of
     * @throws Failure.Forbidden for another's post, or where they may not write
     * @throws Failure.Conflict {@code thread-locked}, {@code version-mismatch}, {@code
     *     version-required}
     */
    void edit(Transaction in, Viewer.Member member, PostEdit edit) {
        Held held = locks.post(in, member, edit.post());
        PostState post = held.post();
        ThreadState thread = held.thread();
        Locks.requireChange(member, post.isBy(member), edit.expected(), post.version());
        Locks.requireOpen(member, thread);
        forum.rights().write(in, member, thread.structure());
        if (post.body().equals(edit.text().body())) {
            return;
        }
        OfOthers.edited(in, member, thread, post);
        boolean isFirst = post.id() == thread.firstPost();
        RevisionStore.revise(
                in,
                new Rewrite(
                        post.id(),
                        member.id().value(),
                        isFirst ? thread.title() : null,
                        edit.text(),
                        thread.isPublished()));
        if (isFirst) {
            EditStore.excerpt(in, thread.id(), edit.text().written().excerpt());
        }
        if (thread.isShown()) {
            forum.changes().publish(in, new Change.PostEdited(thread.place(post), post.author()));
        }
    }
}
