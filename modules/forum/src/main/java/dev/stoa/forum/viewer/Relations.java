package dev.stoa.forum.viewer;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.viewer.RelationStore.Put;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * What members hold dear, follow and mute. Each can be put in place and taken away again any number
 * of times.
 */
final class Relations {
    static final ProblemType TOO_MANY =
            new ProblemType(
                    "too-many-relations",
                    409,
                    "Too many already",
                    "A member follows, and mutes, 2000 things at most. Take some back first.");

    private final Forum forum;

    Relations(Forum forum) {
        this.forum = forum;
    }

    /**
     * Makes a thread one of the member's favorites.
     *
     * @throws Failure.NotFound when it is not there for them
     */
    void favor(Viewer.Member member, long thread) {
        long[] hidden = hidden(member);
        forum.platform()
                .database()
                .transaction(
                        in -> {
                            Put put =
                                    there(
                                            RelationStore.favor(
                                                    in, member.id().value(), thread, hidden),
                                            Target.THREAD,
                                            thread);
                            if (put.isNew()) {
                                counted(in, member, thread, 1);
                            }
                            return put;
                        });
    }

    void unfavor(Viewer.Member member, long thread) {
        forum.platform()
                .database()
                .transaction(
                        in -> {
                            boolean dropped =
                                    RelationStore.unfavor(in, member.id().value(), thread);
                            if (dropped) {
                                counted(in, member, thread, -1);
                            }
                            return dropped;
                        });
    }

    private void counted(Transaction in, Viewer.Member member, long thread, int by) {
        forum.counters().append(in, List.of(Delta.ofThread(thread, Moves.NONE.favorites(by))));
        moved(in, member);
    }

    private void moved(Transaction in, Viewer.Member member) {
        forum.changes().publish(in, new Change.StatesMoved(member.id().value()));
    }

    /**
     * Follows something.
     *
     * @throws Failure.NotFound when it is not there for the member
     * @throws Failure.Conflict {@code too-many-relations}
     */
    void follow(Viewer.Member member, Target target, long id) {
        if (target == Target.STRUCTURE) {
            forum.rights().read(member, id);
        }
        put(
                member,
                switch (target) {
                    case THREAD -> RelationStore.FOLLOW_THREAD;
                    case STRUCTURE -> RelationStore.FOLLOW_STRUCTURE;
                    case MEMBER -> RelationStore.FOLLOW_MEMBER;
                    case TAG -> RelationStore.FOLLOW_TAG;
                },
                target,
                id);
    }

    /** Follows a tag by its slug. */
    void followTag(Viewer.Member member, String slug) {
        follow(member, Target.TAG, tag(slug));
    }

    void unfollow(Viewer.Member member, Target target, long id) {
        drop(member, RelationStore.UNFOLLOW, target, id);
    }

    void unfollowTag(Viewer.Member member, String slug) {
        unfollow(member, Target.TAG, tag(slug));
    }

    private long tag(String slug) {
        return forum.tags()
                .known(slug)
                .orElseThrow(() -> new Failure.NotFound("There is no such tag."))
                .id();
    }

    /**
     * Takes a thread, or what a member writes, out of what the viewer is shown in lists.
     *
     * @throws Failure.NotFound when it is not there for the member
     * @throws Failure.Conflict {@code too-many-relations}
     */
    void mute(Viewer.Member member, Target target, long id) {
        put(
                member,
                target == Target.THREAD ? RelationStore.MUTE_THREAD : RelationStore.MUTE_MEMBER,
                target,
                id);
    }

    void unmute(Viewer.Member member, Target target, long id) {
        drop(member, RelationStore.UNMUTE, target, id);
    }

    private void put(Viewer.Member member, Statement statement, Target target, long id) {
        if (target == Target.MEMBER && id == member.id().value()) {
            throw new Failure.Forbidden("Nobody follows or mutes themselves.");
        }
        long[] hidden = hidden(member);
        forum.platform()
                .database()
                .transaction(
                        in -> {
                            Put put =
                                    there(
                                            RelationStore.put(
                                                    in, statement, member.id().value(), id, hidden),
                                            target,
                                            id);
                            if (!put.isThere()) {
                                throw new Failure.Conflict(TOO_MANY, TOO_MANY.meaning());
                            }
                            if (put.isNew()) {
                                moved(in, member);
                            }
                            return put;
                        });
    }

    private void drop(Viewer.Member member, Statement statement, Target target, long id) {
        forum.platform()
                .database()
                .transaction(
                        in -> {
                            boolean dropped =
                                    RelationStore.drop(
                                            in, statement, member.id().value(), target.word(), id);
                            if (dropped) {
                                moved(in, member);
                            }
                            return dropped;
                        });
    }

    private long[] hidden(Viewer.Member member) {
        return forum.structures().tree().audience(member).hiddenIds();
    }

    private static Put there(Optional<Put> put, Target target, long id) {
        return put.orElseThrow(
                () -> new Failure.NotFound("There is no " + target.word() + " " + id + "."));
    }
}
