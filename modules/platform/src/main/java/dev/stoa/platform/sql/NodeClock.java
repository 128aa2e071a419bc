package dev.stoa.platform.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time by the database's clock, whatever this machine's says: what one node gives an end must
 * end then on all. It goes on by itself while the database is away.
 */
final class NodeClock implements InstantSource {
    /** Nearer than this the two are taken for the same. */
    private static final Duration ALIKE = Duration.ofMillis(50);

    private final LongSupplier ticker;
    private volatile Mark mark;

    /**
     * @param first what this machine says, until the database was heard
     * @param ticker nanoseconds from anywhere
     */
    NodeClock(Instant first, LongSupplier ticker) {
        this.ticker = ticker;
        this.mark = new Mark(first, ticker.getAsLong());
    }

    private record Mark(Instant at, long nanos) {
        Instant then(long later) {
            return at.plusNanos(later - nanos);
        }
    }

    /** The database said {@code at} some time between two readings of the ticker. */
    void heard(Instant at, long asked, long answered) {
        long middle = asked + (answered - asked) / 2;
        Duration off = Duration.between(mark.then(middle), at).abs();
        if (off.compareTo(ALIKE.plusNanos(answered - asked)) > 0) {
            mark = new Mark(at, middle);
        }
    }

    @Override
    public Instant instant() {
        return mark.then(ticker.getAsLong());
    }
}
