package dev.stoa.telemetry.event;

import java.time.Instant;
import java.util.UUID;

/**
 * What makes an event the same one: its id and when it occurred. In the order of the primary key,
 * so that whoever inserts many locks them in the order of all others.
 *
 * @param micros since 1970
 */
public record EventKey(long micros, UUID id) implements Comparable<EventKey> {
    private static final long SECOND = 1_000_000;

    /** The key of an event at a moment, cut to microseconds. */
    public static EventKey of(Instant at, UUID id) {
        return new EventKey(micros(at), id);
    }

    /** A moment in microseconds since 1970. */
    public static long micros(Instant at) {
        return at.getEpochSecond() * SECOND + at.getNano() / 1000;
    }

    /** The moment of microseconds since 1970. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
    }

    /** By time, then by the bytes of the id, as PostgreSQL orders them. */
    @Override
    public int compareTo(EventKey other) {
        int byTime = Long.compare(micros, other.micros);
        if (byTime != 0) {
            return byTime;
        }
        int byHead =
                Long.compareUnsigned(
                        id.getMostSignificantBits(), other.id.getMostSignificantBits());
        return byHead != 0
                ? byHead
                : Long.compareUnsigned(
                        id.getLeastSignificantBits(), other.id.getLeastSignificantBits());
    }
}
