package dev.stoa.forum.rank;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A period of the list of the top threads. */
enum RankPeriod {
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    YEAR(Duration.ofDays(365)),
    ALL(Duration.ofDays(365_000));

    private final Duration length;

    RankPeriod(Duration length) {
        this.length = length;
    }

    String list() {
        return "top-" + name().toLowerCase(Locale.ROOT);
    }

    /** When a thread must have been published to count at {@code at}. */
    Instant since(Instant at) {
        return at.minus(length);
    }
}
