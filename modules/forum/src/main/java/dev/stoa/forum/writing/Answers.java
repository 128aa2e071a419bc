package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.notice.Accepted;
import dev.stoa.forum.notice.Notices;
import dev.stoa.forum.writing.AnswerStore.Karma;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of accepting answers. */
final class Answers {
    /** What an accepted answer is worth to its author, unless they asked themselves. */
    static final int KARMA = 15;

    private final Forum forum;
    private final Locks locks;
    private final Notices notices;

    Answers(Forum forum, Locks locks) {
        this.forum = forum;
        this.locks = locks;
        this.notices = new Notices(forum.changes());
    }

    /**
     * Accepts a post as the answer, in place of the one accepted before; returns the thread as it
     * was.
     *
     * @param expected the version of the thread that the member read
     * @throws Failure.NotFound for a thread that the member may not know of
     * @throws Failure.Forbidden for another's thread
     * @throws Failure.Conflict {@code not-a-question}, {@code version-mismatch}, {@code
     *     version-required}
     * @throws Failure.Invalid for a post that is no shown answer in the thread
     */
    ThreadState accept(Transaction in, Viewer.Member member, Asked asked, OptionalInt expected) {
        ThreadState thread = question(in, member, asked.thread(), expected);
        PostState post =
                LockStore.post(in, asked.post(), thread.id())
                        .filter(found -> !found.isRemoved() && found.id() != thread.firstPost())
                        .orElseThrow(
                                () ->
                                        WritingProblems.field(
                                                "postId",
                                                "unknown",
                                                "There is no such answer in the thread."));
        if (Objects.equals(thread.answer(), post.id())) {
            return thread;
        }
        turn(in, thread, post.id(), reward(thread, post));
        OfOthers.changed(
                in, member, thread, "answer-accepted", "{\"postId\":\"" + post.id() + "\"}");
        notices.accepted(in, new Accepted(thread.id(), post.id(), member.id()));
        return thread;
    }

    private static @Nullable Karma reward(ThreadState thread, PostState post) {
        Long author = post.author();
        return author == null || author.equals(thread.author())
                ? null
                : new Karma(author, KARMA, post.id());
    }

    /** Which post is to be the answer of which thread. */
    record Asked(long thread, long post) {}

    /** Takes acceptance back; the thread has none then, as it may have before. */
    void withdraw(Transaction in, Viewer.Member member, long id, OptionalInt expected) {
        ThreadState thread = question(in, member, id, expected);
        if (thread.answer() != null) {
            clear(in, thread);
            OfOthers.changed(in, member, thread, "answer-withdrawn", null);
        }
    }

    /** Leaves a locked thread without an accepted answer. */
    void clear(Transaction in, ThreadState thread) {
        turn(in, thread, null, null);
    }

    private ThreadState question(
            Transaction in, Viewer.Member member, long id, OptionalInt expected) {
        ThreadState thread = locks.thread(in, member, id);
        if (!thread.isShown()) {
            throw WritingProblems.noThread(id);
        }
        Locks.requireChange(member, thread.isBy(member), expected, thread.version());
        Locks.requireOpen(member, thread);
        forum.rights().write(in, member, thread.structure());
        if (!thread.kind().equals(ThreadDraft.QUESTION)) {
            throw new Failure.Conflict(
                    WritingProblems.NO_QUESTION, "The thread is a " + thread.kind() + ".");
        }
        return thread;
    }

    private void turn(
            Transaction in, ThreadState thread, @Nullable Long answer, @Nullable Karma reward) {
        Karma taken = thread.answer() == null ? null : AnswerStore.given(in, thread.answer());
        AnswerStore.accept(in, thread.id(), answer);
        List<Delta> deltas = new ArrayList<>(2);
        for (Karma karma : Stream.of(taken, reward).filter(Objects::nonNull).toList()) {
            AnswerStore.enter(in, thread.id(), karma);
            deltas.add(
                    new Delta(null, null, karma.member(), null, Moves.NONE.karma(karma.points())));
        }
        if (!deltas.isEmpty()) {
            forum.counters().append(in, deltas);
        }
        forum.changes().publish(in, new Change.ThreadEdited(thread.place(), List.of()));
    }
}
