package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.moderation.Operation.Wish;
import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.platform.Failure;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Moves all posts of a thread behind those of another; the thread itself is removed. */
final class Merge {
    /** Posts that one operation moves at most. */
    static final int MOST = 10_000;

    static final Statement POSTS =
            Statement.of(
                    "forum.moderation.lock-posts",
                    Budget.seconds(1),
                    """
                    select p.id from posts p where p.thread_id = :thread order by p.id limit 10001
                       for update
                    """);
    static final Statement SOURCE =
            Statement.of(
                    "forum.moderation.merge-away",
                    Budget.ms(10),
                    """
                    update threads
                       set is_removed = true, removed_by = :moderator, removed_at = now(), merged_into = :into,
                           first_post_id = null, answer_post_id = null, version = version + 1
                     where id = :id
                    """);
    static final Statement TARGET =
            Statement.of(
                    "forum.moderation.grow-thread",
                    Budget.ms(10),
                    """
                    update threads
                       set last_post_number = last_post_number + :posts, version = version + 1
                     where id = :id
                    """);

    private final Forum forum;
    private final Letters letters;
    private final Keepsakes keepsakes;

    Merge(Forum forum, Letters letters, Keepsakes keepsakes) {
        this.forum = forum;
        this.letters = letters;
        this.keepsakes = keepsakes;
    }

    /**
     * Moves the posts.
     *
     * @throws Failure.Conflict {@code not-movable}
     */
    Moved move(Transaction in, Wish wish) {
        long into = Objects.requireNonNull(wish.into());
        Map<Long, HeldThread> held =
                HeldThreads.lock(in, List.of(wish.thread(), into)).stream()
                        .collect(Collectors.toMap(HeldThread::id, Function.identity()));
        HeldThread source = shown(held.get(wish.thread()), wish.thread());
        HeldThread target = shown(held.get(into), into);
        long[] posts = posts(in, source.id());
        Moved moved =
                PostMoves.move(
                        in,
                        posts,
                        new PostMoves.Course(source.id(), target.id(), target.lastNumber(), 0));
        TagUses.move(in, source.id(), -1);
        in.execute(SOURCE, wish.moderator(), target.id(), source.id());
        in.execute(TARGET, moved.posts(), target.id());
        HeldThreads.latest(in, target.id());
        told(in, wish, source, target, moved);
        forum.counters().append(in, deltas(source, target, moved));
        return moved;
    }

    /** What members keep of the thread goes with it. */
    void follow(Transaction in, Operation operation) {
        keepsakes.move(in, operation.wish().thread(), Objects.requireNonNull(operation.result()));
    }

    static HeldThread shown(@org.jspecify.annotations.Nullable HeldThread thread, long id) {
        if (thread == null || thread.isRemoved()) {
            throw new Failure.Conflict(
                    ModerationProblems.NOT_MOVABLE, "The thread " + id + " is not shown any more.");
        }
        return thread;
    }

    private static long[] posts(Transaction in, long thread) {
        List<Long> posts = in.list(POSTS, row -> row.number(0), thread);
        if (posts.size() > MOST) {
            throw new Failure.Conflict(
                    ModerationProblems.NOT_MOVABLE, "It has more than " + MOST + " posts.");
        }
        return OperationStore.array(posts);
    }

    private void told(
            Transaction in, Wish wish, HeldThread source, HeldThread target, Moved moved) {
        Modlog.append(
                in,
                new Act(
                        wish.moderator(),
                        "thread-merged",
                        source.target(),
                        wish.reason(),
                        "{\"into\":\"" + target.id() + "\",\"posts\":" + moved.posts() + '}'));
        letters.about(in, wish, source, "thread-merged");
        forum.changes().publish(in, new Change.ThreadHidden(source.place()));
        forum.changes().publish(in, new Change.ThreadEdited(target.place(), List.of()));
    }

    private static List<Delta> deltas(HeldThread source, HeldThread target, Moved moved) {
        return List.of(
                Delta.ofThread(
                                source.id(),
                                Moves.NONE.posts(-moved.shown()).participants(-moved.left()))
                        .in(source.structure()),
                Delta.ofThread(
                                target.id(),
                                Moves.NONE.posts(moved.shown()).participants(moved.arrived()))
                        .in(target.structure()),
                new Delta(null, null, source.author(), source.structure(), Moves.NONE.threads(-1)));
    }
}
