package dev.stoa.platform.sql;

/** A serialisation failure or deadlock on its way to the place that tries again. */
final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRace(Throwable cause) {
        super("lost a race", cause, false, false);
    }
}
