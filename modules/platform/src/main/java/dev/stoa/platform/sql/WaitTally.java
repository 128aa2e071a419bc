package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts waits for a connection, and looks, some times a second while there are any, at who holds
 * the connections meanwhile.
 */
final class WaitTally {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_HOLDERS = 500;

    private final LongAdder waited = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK_NANOS);
    private final ConcurrentHashMap<String, LongAdder> held = new ConcurrentHashMap<>();

    /**
     * Waits by {@code lend}.
     *
     * @param lent asked for who holds connections
     */
    Lease waiting(Supplier<Lease> lend, Supplier<Collection<LentConnection>> lent) {
        waited.increment();
        look(lent);
        long began = System.nanoTime();
        try {
            return lend.get();
        } catch (Failure failure) {
            refused.increment();
            throw failure;
        } finally {
            nanos.add(System.nanoTime() - began);
        }
    }

    private void look(Supplier<Collection<LentConnection>> lent) {
        long now = System.nanoTime();
        long last = looked.get();
        if (now - last < LOOK_NANOS || !looked.compareAndSet(last, now)) {
            return;
        }
        for (LentConnection each : lent.get()) {
            if (held.size() < MOST_HOLDERS || held.containsKey(each.holder())) {
                held.computeIfAbsent(each.holder(), _ -> new LongAdder()).increment();
            }
        }
    }

    PoolWaits state() {
        Map<String, Long> counts = new TreeMap<>();
        held.forEach((holder, count) -> counts.put(holder, count.sum()));
        return new PoolWaits(waited.sum(), refused.sum(), nanos.sum() / 1e6, counts);
    }
}
