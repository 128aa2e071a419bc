package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Finds that what lives in memory grows, over the last three hours and not before one and a half:
 * caches fill until then. It compares the least that collections left early and late in that time;
 * collections of the whole heap make it sure, others hardly likely.
 */
final class MemoryGrowth implements Examiner {
    static final String KIND = "memory-growth";

    static final double MEGABYTES_AN_HOUR = 10;
    static final Duration LEAST = Duration.ofMinutes(90);
    private static final Duration MOST = Duration.ofHours(3);
    private static final double SURE = 0.9;
    private static final double UNSURE = 0.4;

    private final InstantSource clock;
    private final Supplier<Optional<LiveSet>> heap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Seen> seen = new ArrayDeque<>();

    private record Seen(Instant at, LiveSet live) {}

    /** How it grew between two looks. */
    private record Growth(Seen early, Seen late, double confidence) {
        double hours() {
            return Duration.between(early.at(), late.at()).toSeconds() / 3600.0;
        }

        double megabytesAnHour() {
            double bytes = late.live().bytes() - early.live().bytes();
            return hours() < 0.5 ? 0 : bytes / (1 << 20) / hours();
        }
    }

    MemoryGrowth(InstantSource clock, Supplier<Optional<LiveSet>> heap) {
        this.clock = clock;
        this.heap = heap;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Cadence cadence() {
        return Cadence.NODE_MINUTE;
    }

    @Override
    public List<Finding> examine() {
        List<Seen> all = look();
        if (all.isEmpty()
                || Duration.between(all.getFirst().at(), all.getLast().at()).compareTo(LEAST) < 0) {
            return List.of();
        }
        List<Seen> whole = all.stream().filter(each -> each.live().whole()).toList();
        Growth growth = spread(whole) ? growth(whole, SURE) : growth(all, UNSURE);
        return growth.megabytesAnHour() > MEGABYTES_AN_HOUR ? List.of(finding(growth)) : List.of();
    }

    /** Looks, and gives what was seen in the last three hours; each collection once. */
    private List<Seen> look() {
        lock.lock();
        try {
            Instant now = clock.instant();
            heap.get()
                    .filter(
                            live ->
                                    seen.isEmpty()
                                            || live.number() > seen.getLast().live().number())
                    .ifPresent(live -> seen.addLast(new Seen(now, live)));
            while (!seen.isEmpty()
                    && Duration.between(seen.getFirst().at(), now).compareTo(MOST) > 0) {
                seen.removeFirst();
            }
            return new ArrayList<>(seen);
        } finally {
            lock.unlock();
        }
    }

    private static boolean spread(List<Seen> some) {
        return some.size() >= 2
                && Duration.between(some.getFirst().at(), some.getLast().at())
                                .compareTo(Duration.ofMinutes(30))
                        >= 0;
    }

    /** From the least of the first third to the least of the last. */
    private static Growth growth(List<Seen> some, double confidence) {
        int third = Math.max(1, some.size() / 3);
        return new Growth(
                least(some.subList(0, third)),
                least(some.subList(some.size() - third, some.size())),
                confidence);
    }

    private static Seen least(List<Seen> some) {
        return some.stream()
                .min((a, b) -> Long.compare(a.live().bytes(), b.live().bytes()))
                .orElseThrow();
    }

    private static Finding finding(Growth growth) {
        double rate = growth.megabytesAnHour();
        return new Finding(
                KIND,
                "heap",
                "What collections leave of the heap grew from %s to %s in %s, %.1f MB an hour."
                        .formatted(
                                Words.megabytes(growth.early().live().bytes()),
                                Words.megabytes(growth.late().live().bytes()),
                                Words.time(
                                        Duration.between(growth.early().at(), growth.late().at())),
                                rate),
                growth.confidence() >= SURE
                        ? "Look for what holds on to objects: jcmd <pid> GC.class_histogram now and in an hour."
                        : "It may be garbage that no collection of the whole heap has met yet: have one run"
                                + " (jcmd <pid> GC.run) and see whether it goes on.",
                growth.confidence(),
                Evidence.of(
                        json -> {
                            json.writeNumberField("megabytesAnHour", Math.round(rate * 10) / 10.0);
                            json.writeNumberField("earlyBytes", growth.early().live().bytes());
                            json.writeNumberField("lateBytes", growth.late().live().bytes());
                        }));
    }
}
