package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.notice.Notices;
import dev.stoa.forum.notice.Posted;
import dev.stoa.forum.viewer.ReadMarks;
import dev.stoa.forum.writing.ReplyStore.Before;
import dev.stoa.forum.writing.ReplyStore.Numbered;
import dev.stoa.forum.writing.ReplyStore.Parent;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of answering. */
final class Replies {
    /** How deep the tree of posts may be: a path must fit an index entry. */
    private static final int DEEPEST = 64;

    private final Forum forum;
    private final Notices notices;
    private final ReadMarks marks;

    Replies(Forum forum) {
        this.forum = forum;
        this.notices = new Notices(forum.changes());
        this.marks = new ReadMarks(forum);
    }

    /**
     * Adds a post; returns its id.
     *
     * @throws Failure.NotFound for a thread that the member may not know of
     * @throws Failure.Forbidden where they may not write, or {@code blocked}
     * @throws Failure.Conflict {@code thread-locked}, {@code duplicate-post}
     * @throws Failure.Invalid for a parent that is not a shown post of the thread, or too deep
     */
    long add(Transaction in, Viewer.Member member, PostDraft draft) {
        long author = member.id().value();
        Numbered place =
                ReplyStore.number(in, draft.thread(), author)
                        .orElseThrow(() -> WritingProblems.noThread(draft.thread()));
        requireOpen(in, member, draft.thread(), place);
        Before before = ReplyStore.before(in, draft, author);
        @Nullable Parent parent = parent(draft, before);
        if (before.isBlocked() && !member.is(Role.MODERATOR)) {
            throw new Failure.Forbidden(
                    WritingProblems.BLOCKED, "You and the author of that post don't talk.");
        }
        if (before.isRepeated()) {
            throw new Failure.Conflict(
                    WritingProblems.DUPLICATE_POST, "You posted the same here a moment ago.");
        }
        long post = ReplyStore.add(in, draft, author, place, parent);
        notices.posted(
                in,
                new Posted(
                        draft.thread(),
                        post,
                        draft.parent(),
                        member.id(),
                        draft.text().written().mentions()));
        marks.posted(in, author, draft.thread(), place.number());
        count(in, draft, new Delta(draft.thread(), null, author, place.structure(), moves(before)));
        ThreadPlace of = new ThreadPlace(draft.thread(), place.structure(), place.author());
        forum.changes()
                .publish(
                        in,
                        new Change.PostAdded(
                                new PostPlace(post, place.number(), of), author, draft.parent()));
        return post;
    }

    /** What is hidden from a member is not there for them, whatever else is the matter. */
    private void requireOpen(Transaction in, Viewer.Member member, long thread, Numbered place) {
        if (forum.structures().tree().audience(member).isHidden(place.structure())) {
            throw WritingProblems.noThread(thread);
        }
        if (place.isLocked() && !member.is(Role.MODERATOR)) {
            throw WritingProblems.locked();
        }
        forum.rights().write(in, member, place.structure());
    }

    private static @Nullable Parent parent(PostDraft draft, Before before) {
        if (draft.parent() == null) {
            return null;
        }
        Parent parent = before.parent();
        if (parent == null || parent.isRemoved()) {
            throw WritingProblems.field(
                    "parentId", "unknown", "There is no such post in the thread.");
        }
        if (parent.depth() >= DEEPEST) {
            throw WritingProblems.field(
                    "parentId",
                    "too-deep",
                    "Answers go " + DEEPEST + " deep: answer a post above it.");
        }
        return parent;
    }

    private static Moves moves(Before before) {
        return Moves.NONE.posts(1).participants(before.takesPart() ? 0 : 1);
    }

    private void count(Transaction in, PostDraft draft, Delta ofThread) {
        List<Delta> deltas = new ArrayList<>(2);
        deltas.add(ofThread);
        if (draft.parent() != null) {
            deltas.add(Delta.ofPost(draft.thread(), draft.parent(), Moves.NONE.replies(1)));
        }
        forum.counters().append(in, deltas);
    }
}
