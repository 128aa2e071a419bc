package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Adds up the requests of clients to one route; adders only, so that a request pays little. */
final class RouteTally {
    private final String route;
    private final long slowNanos;
    private final long lateNanos;
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> behind = new ConcurrentHashMap<>();

    RouteTally(String route, long slowNanos, long lateNanos) {
        this.route = route;
        this.slowNanos = slowNanos;
        this.lateNanos = lateNanos;
    }

    void record(int status, long took, Work work) {
        requests.increment();
        nanos.add(took);
        if (status >= 500) {
            failures.increment();
        }
        if (took > lateNanos) {
            late.increment();
        }
        if (took > slowNanos) {
            slow.increment();
            String longest = work.longestStatement();
            if (!longest.isEmpty()) {
                behind.computeIfAbsent(longest, _ -> new LongAdder()).increment();
            }
        }
    }

    RouteFigures figures() {
        Map<String, Long> statements = new TreeMap<>();
        behind.forEach((statement, count) -> statements.put(statement, count.sum()));
        return new RouteFigures(
                route,
                requests.sum(),
                failures.sum(),
                slow.sum(),
                late.sum(),
                nanos.sum() / 1e6,
                statements);
    }
}
