package dev.stoa.sessions.peer;

import dev.stoa.platform.ProblemType;
import java.util.List;

/** Kinds of problem of peer sessions. */
final class PeerProblems {
    static final ProblemType ADDRESS_NEEDED =
            new ProblemType(
                    "address-needed",
                    409,
                    "Peer sessions are between addresses",
                    "The viewer has no wallet address. Sign in with a wallet to have one.");
    static final ProblemType BLOCKED =
            new ProblemType(
                    "blocked",
                    403,
                    "One of the two blocks the other",
                    "There are no sessions between two of whom one blocks the other. It can be tried again when the"
                            + " block is gone.");
    static final ProblemType ACTIVE_SESSION_EXISTS =
            new ProblemType(
                    "active-session-exists",
                    409,
                    "These two have an active session",
                    "Two addresses have one active session at a time; detail names it. Go on with it, or end it first.");
    static final ProblemType ILLEGAL_MOVE =
            new ProblemType(
                    "illegal-move",
                    409,
                    "The session's state does not allow this",
                    "A session is pending, then active, then ended or expired; detail names its state. Read it again.");

    private PeerProblems() {}

    static List<ProblemType> all() {
        return List.of(ADDRESS_NEEDED, BLOCKED, ACTIVE_SESSION_EXISTS, ILLEGAL_MOVE);
    }
}
