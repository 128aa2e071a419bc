package dev.stoa.platform.sql;

/** A row was refused by a constraint; the caller knows what that means to a client. */
public final class ConstraintViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String constraint;

    ConstraintViolation(String constraint, Throwable cause) {
        super("constraint " + constraint, cause, false, false);
        this.constraint = constraint;
    }

    /** The constraint's or unique index's name. */
    public String constraint() {
        return constraint;
    }
}
