package dev.stoa.forum.count;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What is measured of the folding of counters on this node; there from the start, at zero. */
final class FoldSignals {
    private final AtomicLong pending = new AtomicLong();
    private final AtomicReference<Double> age = new AtomicReference<>(0.0);
    private final Counter folded;
    private final Counter failures;
    private final Timer duration;

    FoldSignals(MeterRegistry meters) {
        Gauge.builder("stoa.counters.pending", pending, AtomicLong::doubleValue)
                .description("Deltas of counters that waited at this node's last look")
                .register(meters);
        Gauge.builder("stoa.counters.pending.age", age, AtomicReference::get)
                .description("Age of the oldest delta at this node's last look")
                .baseUnit("seconds")
                .register(meters);
        this.folded =
                Counter.builder("stoa.counters.folded")
                        .description("Deltas of counters that this node folded")
                        .register(meters);
        this.failures =
                Counter.builder("stoa.counters.fold.failures")
                        .description("Folds of counters that failed on this node")
                        .register(meters);
        this.duration =
                Timer.builder("stoa.counters.fold")
                        .description("Folds of counters on this node that had something to fold")
                        .register(meters);
    }

    /** How many deltas wait, and the age of the oldest in seconds. */
    void waiting(long deltas, double seconds) {
        pending.set(deltas);
        age.set(seconds);
    }

    void folded(long deltas, long nanos) {
        if (deltas > 0) {
            folded.increment((double) deltas);
            duration.record(Duration.ofNanos(nanos));
        }
    }

    void failed() {
        failures.increment();
    }
}
