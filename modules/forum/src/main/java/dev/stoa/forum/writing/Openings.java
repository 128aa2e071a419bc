package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.notice.Notices;
import dev.stoa.forum.notice.Posted;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.viewer.ReadMarks;
import dev.stoa.forum.writing.OpeningStore.Opened;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** The rules of opening threads. */
final class Openings {
    private final Forum forum;
    private final Notices notices;
    private final ReadMarks marks;

    Openings(Forum forum) {
        this.forum = forum;
        this.notices = new Notices(forum.changes());
        this.marks = new ReadMarks(forum);
    }

    /**
     * Opens a thread, or keeps it as a draft.
     *
     * @throws dev.stoa.platform.Failure.NotFound for a structure the member may not know of
     * @throws dev.stoa.platform.Failure.Forbidden where they may not write
     * @throws dev.stoa.platform.Failure.Invalid for a structure that takes no threads, or a tag
     *     that there is not
     */
    Opened open(Transaction in, Viewer.Member member, ThreadDraft draft, PostText text) {
        requirePlace(in, member, draft.structure());
        List<TagCard> tags = TagStore.find(in, draft.tags());
        Opened opened = OpeningStore.open(in, member.id().value(), draft, tags, text);
        // A draft's post counts for the thread and its author, the thread itself not yet.
        Delta post =
                Delta.ofThread(opened.thread(), Moves.NONE.posts(1).participants(1))
                        .by(member.id().value());
        if (draft.isDraft()) {
            forum.counters().append(in, List.of(post));
            return opened;
        }
        ThreadPlace place =
                new ThreadPlace(opened.thread(), draft.structure(), member.id().value());
        tell(in, member, place, new Published(opened.firstPost(), text.written().mentions()));
        forum.counters()
                .append(
                        in,
                        List.of(
                                new Delta(
                                        opened.thread(),
                                        null,
                                        member.id().value(),
                                        draft.structure(),
                                        Moves.NONE.threads(1).posts(1).participants(1))));
        TagStore.used(in, TagCard.ids(tags), new long[0]);
        forum.changes().publish(in, new Change.ThreadOpened(place, TagCard.slugs(tags)));
        return opened;
    }

    /** What becomes public with a thread: its first post, and whom that names. */
    record Published(long firstPost, List<String> mentions) {}

    /** Tells those whom the first post names; its author has read it, and follows the thread. */
    void tell(Transaction in, Viewer.Member member, ThreadPlace place, Published published) {
        marks.posted(in, member.id().value(), place.thread(), 1);
        if (!published.mentions().isEmpty()) {
            notices.posted(
                    in,
                    new Posted(
                            place.thread(),
                            published.firstPost(),
                            null,
                            member.id(),
                            published.mentions()));
        }
    }

    /** Lets a member open threads in {@code structure}; one statement. */
    void requirePlace(Transaction in, Viewer.Member member, long structure) {
        StructureTree tree = forum.structures().tree();
        if (!tree.isKnown(structure)) {
            throw new Failure.NotFound("There is no structure " + structure + ".");
        }
        forum.rights().write(in, member, structure);
        if (!tree.takesThreads(structure)) {
            throw WritingProblems.field(
                    "structureId", "no-threads", "Threads are opened in its forums.");
        }
    }
}
