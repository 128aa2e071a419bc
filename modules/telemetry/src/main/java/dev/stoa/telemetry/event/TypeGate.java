package dev.stoa.telemetry.event;

/** Which types the events of one batch may have. For one thread. */
public interface TypeGate {
    /** Whether a type is known, or there is room for it. */
    boolean admits(String type);

    /** The batch is sound: what it brings takes its room. */
    void enter();
}
