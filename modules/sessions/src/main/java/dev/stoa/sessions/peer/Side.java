package dev.stoa.sessions.peer;

/** A side of a peer session. */
enum Side {
    /** Who opened it. */
    A,
    /** Whom it was opened to. */
    B
}
