package dev.stoa.platform.internal.postgres;

/** The embedded database can't be had; the message says why and what to do. */
public final class PostgresFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PostgresFailure(String message) {
        super(message);
    }

    public PostgresFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
