package dev.stoa.platform.observe;

import dev.stoa.platform.config.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What clients' requests came to on this node since its start: requests of operators and probes
 * don't count. Nothing in it where {@code monitoring.enabled} is off.
 */
public final class Traffic {
    private static final int ERRORS_KEPT = 100;

    private final long slowNanos;
    private final long lateNanos;
    private final ConcurrentHashMap<String, RouteTally> tallies = new ConcurrentHashMap<>();
    private final LongAccumulator peak = new LongAccumulator(Math::max, 0);
    private final Deque<RecentError> errors = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    Traffic(Settings settings) {
        this.slowNanos = settings.get(ObserveSettings.SLOW_REQUEST).toNanos();
        this.lateNanos = settings.get(ObserveSettings.LATENCY_OBJECTIVE).toNanos();
    }

    RouteTally tally(String method, String route) {
        return tallies.computeIfAbsent(
                method + ' ' + route, name -> new RouteTally(name, slowNanos, lateNanos));
    }

    void took(long nanos) {
        peak.accumulate(nanos);
    }

    void failed(RecentError error) {
        lock.lock();
        try {
            if (errors.size() == ERRORS_KEPT) {
                errors.removeFirst();
            }
            errors.addLast(error);
        } finally {
            lock.unlock();
        }
    }

    /** Figures of every route that was asked, by name. */
    public List<RouteFigures> routes() {
        return tallies.values().stream()
                .map(RouteTally::figures)
                .filter(figures -> figures.requests() > 0)
                .sorted(Comparator.comparing(RouteFigures::route))
                .toList();
    }

    /** All routes together. */
    public RouteFigures all() {
        return routes().stream().reduce(RouteFigures.none("all"), RouteFigures::and);
    }

    /** Milliseconds of the longest request since the start or the last {@link #takePeak}. */
    public double peakMillis() {
        return peak.get() / 1e6;
    }

    /** The same, and forgets it. */
    public double takePeak() {
        return peak.getThenReset() / 1e6;
    }

    /** The latest requests that failed, operators' too, the newest first; at most 100. */
    public List<RecentError> errors() {
        lock.lock();
        try {
            return new ArrayList<>(errors).reversed();
        } finally {
            lock.unlock();
        }
    }
}
