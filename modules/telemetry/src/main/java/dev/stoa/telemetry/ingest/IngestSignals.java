package dev.stoa.telemetry.ingest;

import dev.stoa.telemetry.event.Fault;
import dev.stoa.telemetry.event.Rejected;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is measured of events on their way in. */
final class IngestSignals {
    private final Counter accepted;
    private final Counter duplicates;
    private final Counter full;
    private final Counter failed;
    private final Map<Fault, Counter> rejected = new EnumMap<>(Fault.class);
    private final DistributionSummary rows;

    IngestSignals(MeterRegistry meters, Queue queue) {
        this.accepted = events(meters, "accepted", "");
        this.duplicates = events(meters, "duplicate", "");
        this.full = events(meters, "refused", "queue-full");
        this.failed = events(meters, "refused", "failed");
        for (Fault fault : Fault.values()) {
            rejected.put(fault, events(meters, "rejected", fault.code()));
        }
        this.rows =
                DistributionSummary.builder("stoa.telemetry.batch.rows")
                        .description("Events written in one transaction")
                        .serviceLevelObjectives(1, 10, 50, 100, 200, 500, 1000, 2000)
                        .register(meters);
        Gauge.builder("stoa.telemetry.queue.size", queue, Queue::size)
                .description("Telemetry events that wait to be written")
                .register(meters);
        Gauge.builder("stoa.telemetry.queue.capacity", queue, Queue::capacity)
                .description("Telemetry events that may wait to be written")
                .register(meters);
    }

    private static Counter events(MeterRegistry meters, String outcome, String reason) {
        return Counter.builder("stoa.telemetry.events")
                .description("Telemetry events that clients sent, by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(meters);
    }

    void answered(int stored, int known, List<Rejected> wrong) {
        accepted.increment(stored);
        duplicates.increment(known);
        wrong.forEach(each -> Objects.requireNonNull(rejected.get(each.fault())).increment());
    }

    void full(int events) {
        full.increment(events);
    }

    void failed(int events) {
        failed.increment(events);
    }

    void wrote(int events) {
        rows.record(events);
    }
}
