package dev.stoa.platform.sql;

import java.time.Duration;

/**
 * The longest a statement is meant to take on the medium data set; going over is counted, not
 * forbidden.
 */
public record Budget(Duration time) {
    public Budget {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("budget must be positive: " + time);
        }
    }

    public static Budget ms(long milliseconds) {
        return new Budget(Duration.ofMillis(milliseconds));
    }

    /** For commands and jobs. */
    public static Budget seconds(long seconds) {
        return new Budget(Duration.ofSeconds(seconds));
    }
}
