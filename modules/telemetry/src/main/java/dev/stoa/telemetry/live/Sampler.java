package dev.stoa.telemetry.live;

import dev.stoa.telemetry.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Lets so many events of each type pass in a second, and so many of all. */
final class Sampler {
    private static final int TYPES = 20;

    private final int each;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> passed = new HashMap<>();
    private long second;
    private int all;

    /**
     * @param each events of a type in a second
     * @param nanos a clock that only goes forward
     */
    Sampler(int each, LongSupplier nanos) {
        this.each = each;
        this.nanos = nanos;
    }

    /** Those that may pass, in order. */
    List<TelemetryEvent> of(List<TelemetryEvent> events) {
        lock.lock();
        try {
            long now = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
            if (now != second) {
                second = now;
                all = 0;
                passed.clear();
            }
            List<TelemetryEvent> some = new ArrayList<>();
            for (TelemetryEvent event : events) {
                if (all == TYPES * each) {
                    break;
                }
                if (passed.merge(event.type(), 1, Integer::sum) <= each) {
                    some.add(event);
                    all++;
                }
            }
            return some;
        } finally {
            lock.unlock();
        }
    }
}
