package dev.stoa.telemetry.count;

import dev.stoa.telemetry.event.TypeGate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The types this node knows, of which there may be so many: each makes rollups of its own. A new
 * one takes its room when a batch that is sound brings it, and loses it again when it was not seen
 * in PostgreSQL in time. Several nodes may together let a few more in, until each has heard of the
 * others'.
 */
public final class KnownTypes {
    /** Longer than a batch takes to be written, and its types to be learnt. */
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private static final long FOR_GOOD = Long.MAX_VALUE;

    private final int most;
    private final LongSupplier ticker;

    /** Until when each has its room. */
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    /**
     * @param most types there may be
     * @param ticker nanoseconds from anywhere
     */
    public KnownTypes(int most, LongSupplier ticker) {
        this.most = most;
        this.ticker = ticker;
    }

    /** What one batch may bring: nothing is taken before it is read to its end. */
    public TypeGate gate() {
        return new Gate();
    }

    /** Notes which there are in PostgreSQL, all of them. */
    void learn(Collection<String> stored) {
        stored.forEach(type -> known.put(type, FOR_GOOD));
        long now = ticker.getAsLong();
        known.values().removeIf(until -> until != FOR_GOOD && until - now < 0);
    }

    private final class Gate implements TypeGate {
        private final Set<String> fresh = new HashSet<>(0);

        @Override
        public boolean admits(String type) {
            return known.containsKey(type)
                    || fresh.contains(type)
                    || (known.size() + fresh.size() < most && fresh.add(type));
        }

        @Override
        public void enter() {
            long until = ticker.getAsLong() + PATIENCE_NANOS;
            fresh.forEach(type -> known.putIfAbsent(type, until));
        }
    }
}
