package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.List;

/** Removes posts and brings them back; nothing is done twice. */
final class PostRemovals {
    static final Statement THREAD_OF =
            Statement.of(
                    "forum.moderation.thread-of-post",
                    Budget.ms(5),
                    "select p.thread_id from posts p where p.id = :id");
    static final Statement LOCK =
            Statement.of(
                    "forum.moderation.lock-post",
                    Budget.ms(10),
                    """
                    select p.id, p.thread_id, p.post_number, p.parent_id, p.user_id, p.is_removed, p.version,
                           (select count(*) from (select from posts o
                                                   where o.thread_id = p.thread_id and o.user_id = p.user_id
                                                     and not o.is_removed and o.id <> p.id limit 1) x)
                      from posts p
                     where p.id = :id and p.thread_id = :thread
                       for update
                    """);
    static final Statement REMOVE =
            Statement.of(
                    "forum.moderation.remove-post",
                    Budget.ms(10),
                    """
                    update posts
                       set is_removed = true, removed_by = :moderator, removed_at = now(), version = version + 1
                     where id = :id
                    """);
    static final Statement RESTORE =
            Statement.of(
                    "forum.moderation.restore-post",
                    Budget.ms(10),
                    """
                    update posts
                       set is_removed = false, removed_by = null, removed_at = null, version = version + 1
                     where id = :id
                    """);

    private final Forum forum;
    private final Letters letters;
    private final Answers answers;

    PostRemovals(Forum forum, Letters letters) {
        this.forum = forum;
        this.answers = new Answers(forum);
        this.letters = letters;
    }

    /** Removes a post, its answers stay; or brings it back. */
    Body turn(Order order, Turn turn) {
        return forum.platform().database().transaction(in -> turned(in, order, turn));
    }

    private Body turned(Transaction in, Order order, Turn turn) {
        HeldThread thread = thread(in, order);
        HeldPost post =
                in.find(LOCK, HeldPost::read, order.id(), thread.id())
                        .orElseThrow(() -> ModerationProblems.noPost(order.id()));
        if (post.version() != order.version()) {
            throw Call.versionMismatch(post.version());
        }
        if (post.isRemoved() == turn.isOn()) {
            return Standing.of(post);
        }
        if (thread.firstPost() != null && thread.firstPost() == post.id()) {
            throw new Failure.Conflict(
                    ModerationProblems.FIRST_POST, "It opens the thread " + thread.id() + ".");
        }
        if (turn.isOn()) {
            in.execute(REMOVE, order.by(), post.id());
            answers.forget(in, thread, List.of(post.id()));
        } else {
            in.execute(RESTORE, post.id());
        }
        HeldThreads.latest(in, thread.id());
        told(in, order, turn, thread, post);
        Body body =
                Standing.of(in.find(LOCK, HeldPost::read, post.id(), thread.id()).orElseThrow());
        forum.counters().append(in, deltas(turn, thread, post));
        return body;
    }

    /** The row of the post's thread is locked first, as all writers do. */
    private HeldThread thread(Transaction in, Order order) {
        HeldThread thread =
                in.find(THREAD_OF, row -> row.number(0), order.id())
                        .flatMap(id -> HeldThreads.lock(in, id))
                        .orElseThrow(() -> ModerationProblems.noPost(order.id()));
        if (forum.structures().tree().audience(order.moderator()).isHidden(thread.structure())) {
            throw ModerationProblems.noPost(order.id());
        }
        return thread;
    }

    private void told(Transaction in, Order order, Turn turn, HeldThread thread, HeldPost post) {
        String action = turn.isOn() ? "post-removed" : "post-restored";
        Act.Target target = Act.Target.post(post.id(), thread.id(), thread.structure());
        Modlog.append(in, new Act(order.by(), action, target, order.reason(), null));
        letters.about(in, order, post, action);
        forum.changes()
                .publish(
                        in,
                        turn.isOn()
                                ? new Change.PostHidden(post.in(thread), post.author())
                                : new Change.PostShown(post.in(thread), post.author()));
    }

    private static List<Delta> deltas(Turn turn, HeldThread thread, HeldPost post) {
        int sign = turn.isOn() ? -1 : 1;
        boolean takesPart = post.author() != null && post.others() == 0;
        Delta own =
                Delta.ofThread(
                                thread.id(),
                                Moves.NONE.posts(sign).participants(takesPart ? sign : 0))
                        .by(post.author());
        List<Delta> deltas = new ArrayList<>();
        deltas.add(thread.isRemoved() ? own : own.in(thread.structure()));
        if (post.parent() != null) {
            deltas.add(Delta.ofPost(thread.id(), post.parent(), Moves.NONE.replies(sign)));
        }
        return deltas;
    }
}
