package dev.stoa.forum.rank;

import java.time.Instant;

/** One ranked snapshot: its number and the moment its scores were computed for. */
public record RankEpoch(long epoch, Instant at) {
    /** Before the first snapshot. */
    public static final RankEpoch NONE = new RankEpoch(0, Instant.EPOCH);
}
