package dev.stoa.telemetry.event;

import java.util.List;

/**
 * What a request holds.
 *
 * @param events those to be stored, in order
 * @param rejected the others, in order
 */
public record Batch(List<TelemetryEvent> events, List<Rejected> rejected) {
    /** Most events of a request. */
    public static final int MOST = 1_000;

    public Batch {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
    }
}
