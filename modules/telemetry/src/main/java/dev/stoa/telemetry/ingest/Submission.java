package dev.stoa.telemetry.ingest;

import dev.stoa.telemetry.event.TelemetryEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The events of one request on their way in.
 *
 * @param bytes of the request's body
 * @param outcome what became of them, once that is on disk
 */
record Submission(List<TelemetryEvent> events, int bytes, CompletableFuture<Outcome> outcome) {
    static Submission of(List<TelemetryEvent> events, int bytes) {
        return new Submission(events, bytes, new CompletableFuture<>());
    }

    /**
     * What became of a submission.
     *
     * @param duplicates events that were there already, or twice in the request
     * @param late places, in the submission, of events whose month went meanwhile
     */
    record Outcome(int duplicates, List<Integer> late) {
        Outcome {
            late = List.copyOf(late);
        }
    }
}
