package dev.stoa.telemetry.event;

/** Which moments have a place: asked for each event, so it answers from memory. */
@FunctionalInterface
public interface Span {
    /** Where a moment lies. */
    enum Place {
        WITHIN,
        BEFORE,
        BEHIND
    }

    /**
     * Where a moment lies.
     *
     * @param micros since 1970
     */
    Place place(long micros);
}
