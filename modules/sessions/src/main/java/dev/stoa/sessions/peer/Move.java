package dev.stoa.sessions.peer;

import dev.stoa.platform.Failure;

/** What a side may do to a peer session: the state machine, time's own moves apart. */
enum Move {
    /** Gives it another topic or other meta. */
    CHANGE("changed"),
    /** Answers: it becomes active. Only the side that did not open it can. */
    START("started"),
    /** Says that this side is still there. */
    HEARTBEAT("kept alive"),
    /** Ends it; while pending, this withdraws or declines it. */
    END("ended");

    private final String done;

    Move(String done) {
        this.done = done;
    }

    /**
     * Where this move by {@code side} leads from {@code status}.
     *
     * @throws Failure.Conflict {@code illegal-move} where there is no such move
     * @throws Failure.Forbidden where it is the other side's
     */
    PeerStatus from(PeerStatus status, Side side) {
        if (!isLegal(status)) {
            throw new Failure.Conflict(
                    PeerProblems.ILLEGAL_MOVE,
                    "The session is " + status.text() + ": it can't be " + done + ".");
        }
        if (this == START && side == Side.A) {
            throw new Failure.Forbidden(
                    "Who opened a session can't start it: the other side does.");
        }
        return switch (this) {
            case START -> PeerStatus.ACTIVE;
            case END -> PeerStatus.ENDED;
            case CHANGE, HEARTBEAT -> status;
        };
    }

    private boolean isLegal(PeerStatus status) {
        return switch (this) {
            case START -> status == PeerStatus.PENDING;
            case HEARTBEAT -> status == PeerStatus.ACTIVE;
            case CHANGE, END -> status.isOpen();
        };
    }
}
