package dev.stoa.forum.count;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** How many counters were found wrong on this node; there from the start, at zero. */
final class DriftSignals {
    private final Map<Drift, Counter> repaired = new EnumMap<>(Drift.class);

    DriftSignals(MeterRegistry meters) {
        for (Drift drift : Drift.values()) {
            repaired.put(
                    drift,
                    Counter.builder("stoa.counters.drift")
                            .description("Rows whose counters were wrong, and repaired")
                            .tag("kind", drift.word())
                            .register(meters));
        }
    }

    void repaired(Drift drift, long rows) {
        Counter counter = repaired.get(drift);
        if (counter != null) {
            counter.increment((double) rows);
        }
    }
}
