package dev.stoa.platform.http;

/** A body whose end can't be found: nothing more may be read from its connection. */
final class BrokenBody extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenBody(Throwable cause) {
        super("The chunks of the body are not well formed.", cause, false, false);
    }
}
