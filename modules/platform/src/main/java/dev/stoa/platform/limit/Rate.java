package dev.stoa.platform.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So much in a time, as {@code 600/1m}.
 *
 * @param permits 1 to 1 000 000 000
 * @param per whole seconds, 1 to 2 678 400 (31 days)
 */
public record Rate(int permits, Duration per) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\s*/\\s*(\\d{1,7})(s|m|h|d)");
    private static final int MOST = 1_000_000_000;
    private static final Duration LONGEST = Duration.ofDays(31);

    public Rate {
        if (permits < 1 || permits > MOST) {
            throw new IllegalArgumentException("permits " + permits);
        }
        if (per.compareTo(Duration.ofSeconds(1)) < 0
                || per.compareTo(LONGEST) > 0
                || !per.equals(Duration.ofSeconds(per.toSeconds()))) {
            throw new IllegalArgumentException("per " + per);
        }
    }

    /**
     * The rate that {@code text} says.
     *
     * @throws IllegalArgumentException when it says none
     */
    public static Rate parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(form.group(2));
        Duration per =
                switch (form.group(3)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        return new Rate(Integer.parseInt(form.group(1)), per);
    }

    /**
     * Nanoseconds in which one permit comes back: whole microseconds, as Redis's clock has them.
     */
    long intervalNanos() {
        return 1000 * Math.ceilDiv(per.toNanos() / 1000, permits);
    }
}
