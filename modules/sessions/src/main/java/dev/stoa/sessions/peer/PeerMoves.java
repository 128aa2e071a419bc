package dev.stoa.sessions.peer;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.peer.PeerStore.Beat;
import dev.stoa.sessions.peer.PeerStore.Found;
import dev.stoa.sessions.peer.PeerWrites.Standing;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Opens peer sessions and moves them, each in a transaction of its caller's.
 *
 * <p>Locks are taken in this order: the session's row, then its pair. Who makes a block takes the
 * pair's first and waits for no pending session's row, so that neither waits for the other.
 */
final class PeerMoves {
    private final PeerChanges changes;
    private final PeerStore store;
    private final Duration pending;

    /**
     * @param changes told of what was done
     * @param pending how long a session waits to be started
     */
    PeerMoves(PeerStore store, PeerChanges changes, Duration pending) {
        this.store = store;
        this.changes = changes;
        this.pending = pending;
    }

    /**
     * Opens a session to another address.
     *
     * @throws Failure.Conflict {@code address-needed}, {@code active-session-exists}
     * @throws Failure.Forbidden {@code blocked}
     */
    PeerSession open(Transaction in, long viewer, PeerDraft draft) {
        Standing standing = PeerWrites.standing(in, viewer, draft.peer());
        if (standing.address() == null) {
            throw new Failure.Conflict(
                    PeerProblems.ADDRESS_NEEDED, "Only members with an address open sessions.");
        }
        if (standing.address().equals(draft.peer())) {
            String detail = "A session is with somebody else.";
            throw new Failure.Invalid(
                    Problems.INVALID_FIELD, detail, new FieldError("/peer", "self", detail));
        }
        requireFree(standing);
        PeerSession opened = PeerWrites.open(in, viewer, draft, pending);
        changes.opened(in);
        return opened;
    }

    private static void requireFree(Standing standing) {
        if (standing.isBlocked()) {
            throw new Failure.Forbidden(
                    PeerProblems.BLOCKED, "One of the two sides blocks the other.");
        }
        if (standing.active() != null) {
            throw new Failure.Conflict(
                    PeerProblems.ACTIVE_SESSION_EXISTS,
                    "Session " + standing.active() + " of these two is active.");
        }
    }

    /**
     * Starts a session that was opened to the viewer.
     *
     * @throws Failure.NotFound for one that is not the viewer's
     * @throws Failure.Conflict {@code illegal-move}, {@code active-session-exists}, {@code
     *     version-mismatch}
     * @throws Failure.Forbidden {@code blocked}, or when the viewer opened it
     */
    PeerSession start(Transaction in, PeerRef ref) {
        PeerSession session = locked(in, ref, Move.START);
        long viewer = ref.viewer();
        PeerWrites.lockPair(in, session.aAddr(), session.bAddr());
        requireFree(PeerWrites.standing(in, viewer, session.aAddr()));
        PeerSession started;
        try {
            started =
                    PeerWrites.start(in, viewer, ref.id())
                            .orElseThrow(
                                    () ->
                                            new Failure.Conflict(
                                                    PeerProblems.ILLEGAL_MOVE,
                                                    "The session is expired: it can't be started."));
        } catch (ConstraintViolation e) {
            throw another(e);
        }
        changes.moved(in, Move.START, List.of(started));
        return started;
    }

    private static RuntimeException another(ConstraintViolation e) {
        ProblemType type = PeerProblems.ACTIVE_SESSION_EXISTS;
        return e.constraint().equals("idx_peer_sessions_pair_active")
                ? new Failure.Conflict(type, "Another session of these two is active.")
                : e;
    }

    /**
     * Ends a session of the viewer's.
     *
     * @throws Failure.NotFound for one that is not the viewer's
     * @throws Failure.Conflict {@code illegal-move}, {@code version-mismatch}
     */
    PeerSession end(Transaction in, PeerRef ref) {
        locked(in, ref, Move.END);
        PeerSession ended = PeerWrites.end(in, ref.viewer(), ref.id());
        changes.moved(in, Move.END, List.of(ended));
        return ended;
    }

    /**
     * Gives a session of the viewer's another topic or meta; changes nothing where neither is
     * named.
     *
     * @throws Failure.NotFound for one that is not the viewer's
     * @throws Failure.Conflict {@code illegal-move}, {@code version-mismatch}
     */
    PeerSession change(Transaction in, PeerRef ref, Fields fields) {
        PeerSession session = locked(in, ref, Move.CHANGE);
        if (!fields.has("topic") && !fields.has("meta")) {
            return session;
        }
        PeerSession changed =
                PeerWrites.change(
                        in,
                        ref.id(),
                        fields.has("topic") ? fields.textOrNull("topic") : session.topic(),
                        fields.has("meta") ? fields.text("meta", "{}") : session.meta());
        changes.moved(in, Move.CHANGE, List.of(changed));
        return changed;
    }

    /**
     * A session, and who asks for it.
     *
     * @param expected the version it must have, empty for any
     */
    record PeerRef(long viewer, long id, OptionalInt expected) {}

    private static PeerSession locked(Transaction in, PeerRef ref, Move move) {
        Found found =
                PeerWrites.lock(in, ref.viewer(), ref.id()).orElseThrow(() -> missing(ref.id()));
        Side side = found.side().orElseThrow(() -> missing(ref.id()));
        PeerSession session = found.session();
        if (ref.expected().isPresent() && ref.expected().getAsInt() != session.version()) {
            throw Call.versionMismatch(session.version());
        }
        move.from(session.status(), side);
        return session;
    }

    static Failure.NotFound missing(long id) {
        return new Failure.NotFound("There is no session " + id + ".");
    }

    /**
     * Notes that the viewer is there; one statement.
     *
     * @throws Failure.NotFound for a session that is not the viewer's
     * @throws Failure.Conflict {@code illegal-move} when it is not active
     */
    void heartbeat(long viewer, long id) {
        Beat beat = store.heartbeat(viewer, id).orElseThrow(() -> missing(id));
        Move.HEARTBEAT.from(beat.status(), beat.side());
        changes.counted(Move.HEARTBEAT);
    }
}
