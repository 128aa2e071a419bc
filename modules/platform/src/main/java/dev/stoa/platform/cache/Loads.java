package dev.stoa.platform.cache;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads of one cache: one at a time for a key.
 *
 * <p>A value is kept only if none of its tags changed since the epoch read before its load began;
 * and even then it is checked from that epoch on when it is read. So a late load can't bring an old
 * value back. Whoever came after a change isn't given what was loaded from before it.
 */
final class Loads {
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(5);

    /** Where a load goes. */
    @FunctionalInterface
    private interface Route {
        Arrival take(String key, Loader loader, long epoch) throws Exception;
    }

    private final Node node;
    private final Part part;
    private final Supply supply;
    private final ConcurrentHashMap<String, Flight> flights = new ConcurrentHashMap<>();

    Loads(Node node, Part part) {
        this.node = node;
        this.part = part;
        this.supply = new Supply(node, part);
    }

    boolean isUnderWay(String key) {
        return flights.containsKey(key);
    }

    /** Loads the value, or waits up to {@code patience} nanoseconds for who does already. */
    Arrival load(String key, Loader loader, long patience) {
        long arrived = node.generations().epoch();
        while (true) {
            Flight mine = new Flight(node.generations().epoch());
            Flight other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return lead(key, loader, mine, supply::nearest);
            }
            Arrival arrival = join(other, patience);
            if (arrival != null && isGoodFor(arrived, arrival, other)) {
                part.signals().stampedesAvoided.increment();
                return arrival;
            }
        }
    }

    private boolean isGoodFor(long arrived, Arrival arrival, Flight flight) {
        return arrived <= flight.epoch()
                || !arrival.entry().isOutdated(node.generations(), flight.epoch());
    }

    /** What {@code flight} brings; null if it ran out of its own time while there is some left. */
    private @Nullable Arrival join(Flight flight, long patience) {
        long began = System.nanoTime();
        Work work = Work.current();
        try {
            Arrival arrival = flight.await(Math.min(patience, work.remainingNanos()));
            if (arrival == null) {
                throw new Failure.DeadlineExceeded("A value took too long to load.");
            }
            return arrival;
        } catch (Failure.DeadlineExceeded e) {
            if (flight.isOver() && work.remainingNanos() > 0) {
                return null;
            }
            throw e;
        } finally {
            work.spentInCache(System.nanoTime() - began);
            part.notes().joined(began);
        }
    }

    /** Loads the value for later, unless that is being done or enough others are. */
    void refresh(String key, Loader loader, Entry outdated) {
        if (!node.refreshes().tryAcquire()) {
            return;
        }
        Flight mine = new Flight(node.generations().epoch());
        if (flights.putIfAbsent(key, mine) != null) {
            node.refreshes().release();
            return;
        }
        Thread.ofVirtual()
                .name("cache-refresh")
                .start(
                        () ->
                                Work.within("cache.refresh", REFRESH_LIMIT)
                                        .run(() -> refreshNow(key, loader, mine, outdated)));
    }

    private void refreshNow(String key, Loader loader, Flight flight, Entry outdated) {
        try {
            // Redis has at best what is here already.
            lead(key, loader, flight, supply::source);
        } catch (RuntimeException e) {
            // Nobody waits for it; those who come once the entry has expired will meet the cause.
            outdated.failedAt(node.now());
        } finally {
            node.refreshes().release();
        }
    }

    private boolean isFresh(Entry entry) {
        long now = node.now();
        return entry.standing(node.generations(), now) == Standing.FRESH
                && !node.isUnheard(entry, now);
    }

    private Arrival lead(String key, Loader loader, Flight flight, Route route) {
        try {
            Entry there = part.store().find(key);
            Arrival arrival =
                    there != null && isFresh(there)
                            ? new Arrival(there, Outcome.HIT)
                            : route.take(key, loader, flight.epoch());
            flights.remove(key, flight);
            flight.land(arrival);
            return arrival;
        } catch (Throwable e) {
            flights.remove(key, flight);
            flight.fail(e);
            throw Flight.unchecked(e);
        }
    }
}
