package dev.stoa.sessions.ledger;

/**
 * A source of balances gave no good answer. It carries no words of the other side: an address may
 * hold a key.
 */
final class SourceFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    SourceFailed(Kind kind) {
        super("the source of balances: " + kind, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** What was wrong with it. */
    enum Kind {
        /** No whole answer in time. */
        TIMEOUT,
        /** No connection, or a broken one. */
        UNREACHABLE,
        /** A status that is not 200. */
        STATUS,
        /** An answer that is not what the protocol says, or too long. */
        GARBAGE,
        /** It failed too often of late to be asked. */
        OPEN
    }
}
