package dev.stoa.maintenance.activity;

import dev.stoa.maintenance.activity.ActivityStore.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What connections to the database did when last looked at: a scrape asks the database nothing. */
final class ActivitySignals {
    private final ActivityStore store;
    private final MultiGauge connections;
    private final AtomicLong waits = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    ActivitySignals(ActivityStore store, MeterRegistry meters) {
        this.store = store;
        this.connections =
                MultiGauge.builder("stoa.database.connections")
                        .description("Connections of all nodes to the database, sampled")
                        .register(meters);
        Gauge.builder("stoa.database.lock.waits", waits, AtomicLong::get)
                .description("Connections that waited for a lock, sampled")
                .register(meters);
        Gauge.builder("stoa.database.oldest.transaction", oldestSeconds, AtomicLong::get)
                .baseUnit("seconds")
                .description("Age of the oldest transaction, sampled")
                .register(meters);
    }

    /** Looks now; one statement. */
    void look() {
        List<Connections> seen = store.connections();
        connections.register(
                seen.stream()
                        .map(each -> MultiGauge.Row.of(Tags.of("state", each.state()), each.all()))
                        .toList(),
                true);
        waits.set(seen.stream().mapToLong(Connections::waiting).sum());
        oldestSeconds.set(seen.stream().mapToLong(Connections::oldestSeconds).max().orElse(0));
    }
}
