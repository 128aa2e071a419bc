package dev.stoa.platform;

/** Why a node or a command can't go on, in one sentence for who started it. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public CannotStart(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public CannotStart(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The kinds that who started it can tell apart by the exit code. */
    public enum Reason {
        /** Another program listens on a port asked for. */
        PORT_TAKEN,
        /** Another live process owns the data folder. */
        FOLDER_IN_USE,
        /** The database can't be reached, started or used. */
        DATABASE,
        /** The schema can't be brought to where this version needs it. */
        SCHEMA
    }
}
