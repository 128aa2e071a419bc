package dev.stoa.platform.sql;

/** A statement that the database refused for a reason that is a defect of ours. */
public final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String state;

    StatementFailed(String statement, String state, Throwable cause) {
        super("statement " + statement + " failed with SQLState " + state, cause);
        this.state = state;
    }

    /** SQLState of the refusal. */
    public String state() {
        return state;
    }
}
