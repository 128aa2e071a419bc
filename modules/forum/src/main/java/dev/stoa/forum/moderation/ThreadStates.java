package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.List;

/** Locks, pins and removes threads, and takes it back; nothing is done twice. */
final class ThreadStates {
    static final Statement LOCK =
            Statement.of(
                    "forum.moderation.set-locked",
                    Budget.ms(10),
                    "update threads set is_locked = :on, version = version + 1 where id = :id");
    static final Statement PIN =
            Statement.of(
                    "forum.moderation.set-pinned",
                    Budget.ms(10),
                    "update threads set is_pinned = :on, version = version + 1 where id = :id");
    static final Statement REMOVE =
            Statement.of(
                    "forum.moderation.remove-thread",
                    Budget.ms(10),
                    """
                    update threads
                       set is_removed = true, removed_by = :moderator, removed_at = now(), version = version + 1
                     where id = :id
                    """);
    static final Statement RESTORE =
            Statement.of(
                    "forum.moderation.restore-thread",
                    Budget.ms(10),
                    """
                    update threads
                       set is_removed = false, removed_by = null, removed_at = null, version = version + 1
                     where id = :id
                    """);
    static final Statement SHOWN_POSTS =
            Statement.of(
                    "forum.moderation.shown-posts",
                    Budget.ms(20),
                    "select count(*) from posts p where p.thread_id = :thread and not p.is_removed");

    private final Forum forum;
    private final Letters letters;

    ThreadStates(Forum forum, Letters letters) {
        this.forum = forum;
        this.letters = letters;
    }

    /** Turns a state on or off; three statements where it is another by that. */
    Body turn(Order order, ThreadSwitch which, Turn turn) {
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            HeldThread thread = held(in, order);
                            if (which.isOn(thread) == turn.isOn()) {
                                return Standing.of(thread);
                            }
                            in.execute(statement(which), turn.isOn(), thread.id());
                            log(in, order, which.action(turn), thread);
                            forum.changes()
                                    .publish(
                                            in, new Change.ThreadEdited(thread.place(), List.of()));
                            return Standing.of(relocked(in, thread));
                        });
    }

    private static Statement statement(ThreadSwitch which) {
        return switch (which) {
            case LOCK -> LOCK;
            case PIN -> PIN;
        };
    }

    /** Removes a thread with all its posts, or brings them back. */
    Body turnRemoval(Order order, Turn turn) {
        return forum.platform().database().transaction(in -> removal(in, order, turn));
    }

    private Body removal(Transaction in, Order order, Turn turn) {
        HeldThread thread = held(in, order);
        if (thread.isRemoved() == turn.isOn()) {
            return Standing.of(thread);
        }
        if (thread.mergedInto() != null) {
            throw new dev.stoa.platform.Failure.Conflict(
                    ModerationProblems.MERGED, "It was merged into " + thread.mergedInto() + ".");
        }
        long posts = in.find(SHOWN_POSTS, row -> row.number(0), thread.id()).orElseThrow();
        String action = turn.isOn() ? "thread-removed" : "thread-restored";
        if (turn.isOn()) {
            in.execute(REMOVE, order.by(), thread.id());
        } else {
            in.execute(RESTORE, thread.id());
        }
        int sign = turn.isOn() ? -1 : 1;
        TagUses.move(in, thread.id(), sign);
        log(in, order, action, thread);
        letters.about(in, order, thread, action);
        forum.changes()
                .publish(
                        in,
                        turn.isOn()
                                ? new Change.ThreadHidden(thread.place())
                                : new Change.ThreadShown(thread.place()));
        HeldThread now = relocked(in, thread);
        forum.counters().append(in, shown(thread, sign, Math.toIntExact(posts)));
        return Standing.of(now);
    }

    /** What appears or disappears with a thread: its posts stay its own and their authors'. */
    static List<Delta> shown(HeldThread thread, int sign, int posts) {
        List<Delta> deltas = new ArrayList<>();
        deltas.add(
                new Delta(
                        null, null, thread.author(), thread.structure(), Moves.NONE.threads(sign)));
        deltas.add(new Delta(null, null, null, thread.structure(), Moves.NONE.posts(sign * posts)));
        return deltas;
    }

    /**
     * The thread that is ordered about, locked.
     *
     * @throws dev.stoa.platform.Failure.NotFound where the moderator may not know of it
     */
    private HeldThread held(Transaction in, Order order) {
        HeldThread thread =
                HeldThreads.lock(in, order.id())
                        .orElseThrow(() -> ModerationProblems.noThread(order.id()));
        forum.rights().read(order.moderator(), thread.structure());
        if (thread.version() != order.version()) {
            throw Call.versionMismatch(thread.version());
        }
        return thread;
    }

    private static HeldThread relocked(Transaction in, HeldThread thread) {
        return HeldThreads.lock(in, thread.id()).orElseThrow();
    }

    private static void log(Transaction in, Order order, String action, HeldThread thread) {
        Modlog.append(in, new Act(order.by(), action, thread.target(), order.reason(), null));
    }
}
