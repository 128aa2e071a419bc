package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.writing.Locks.Held;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The rules of taking away what is one's own. */
final class Removals {
    private final Forum forum;
    private final Locks locks;
    private final Answers answers;

    Removals(Forum forum, Locks locks, Answers answers) {
        this.forum = forum;
        this.locks = locks;
        this.answers = answers;
    }

    /**
     * Removes a thread or a draft.
     *
     * @param expected the version the member read
     * @throws Failure.NotFound for a thread that the member may not know of
     * @throws Failure.Forbidden for another's thread
     * @throws Failure.Conflict {@code thread-answered}, {@code thread-locked}, {@code
     *     version-mismatch}
     */
    void thread(Transaction in, Viewer.Member member, long id, OptionalInt expected) {
        ThreadState thread = locks.thread(in, member, id);
        if (thread.isRemoved()) {
            throw WritingProblems.noThread(id);
        }
        requireOwn(thread.isBy(member));
        Locks.requireVersion(expected, thread.version());
        Locks.requireOpen(member, thread);
        if (RemovalStore.hasOthers(in, id, member.id().value())) {
            throw new Failure.Conflict(
                    WritingProblems.THREAD_ANSWERED, "Others have posted in the thread.");
        }
        RemovalStore.thread(in, id, member.id().value());
        if (!thread.isPublished()) {
            return;
        }
        int posts = EditStore.shownPosts(in, id);
        long place = thread.structure();
        forum.counters()
                .append(
                        in,
                        List.of(
                                new Delta(
                                        null, null, thread.author(), place, Moves.NONE.threads(-1)),
                                new Delta(null, null, null, place, Moves.NONE.posts(-posts))));
        TagStore.used(in, new long[0], thread.tagIds());
        forum.changes().publish(in, new Change.ThreadHidden(thread.place()));
    }

    /**
     * Removes a post; an accepted answer is none then.
     *
     * @param expected the version the member read
     * @throws Failure.NotFound for a post that the member may not know of
     * @throws Failure.Forbidden for another's post
     * @throws Failure.Conflict {@code first-post}, {@code thread-locked}, {@code version-mismatch}
     */
    void post(Transaction in, Viewer.Member member, long id, OptionalInt expected) {
        Held held = locks.post(in, member, id);
        ThreadState thread = held.thread();
        PostState post = held.post();
        requireOwn(post.isBy(member));
        Locks.requireVersion(expected, post.version());
        Locks.requireOpen(member, thread);
        if (post.id() == thread.firstPost()) {
            throw new Failure.Conflict(
                    WritingProblems.FIRST_POST, "The post opens thread " + thread.id() + ".");
        }
        RemovalStore.post(in, post, member.id().value());
        if (Objects.equals(thread.answer(), id)) {
            answers.clear(in, thread);
        }
        count(in, thread, post);
        forum.changes().publish(in, new Change.PostHidden(thread.place(post), post.author()));
    }

    private void count(Transaction in, ThreadState thread, PostState post) {
        long author = Objects.requireNonNull(post.author());
        boolean isGone = !RemovalStore.takesPart(in, thread.id(), author);
        Moves moves = Moves.NONE.posts(-1).participants(isGone ? -1 : 0);
        List<Delta> deltas = new ArrayList<>(2);
        Delta own = Delta.ofThread(thread.id(), moves).by(author);
        deltas.add(thread.isShown() ? own.in(thread.structure()) : own);
        if (post.parent() != null) {
            deltas.add(Delta.ofPost(thread.id(), post.parent(), Moves.NONE.replies(-1)));
        }
        forum.counters().append(in, deltas);
    }

    private static void requireOwn(boolean isOwn) {
        if (!isOwn) {
            throw new Failure.Forbidden(
                    "It is another's: moderators remove it by its removal, with a reason.");
        }
    }
}
