package dev.stoa.sessions.sign;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of RFC 3339 as it was written: what is signed is its letters. Leap seconds and fractions
 * finer than a nanosecond are not read.
 *
 * @param text such as {@code 2026-11-20T16:00:00.123Z}
 */
public record Moment(String text) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<local>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)"
                            + "(?:[Zz]|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]))");

    /**
     * @throws IllegalArgumentException when {@code text} is not such a time
     */
    public Moment {
        instant(text);
    }

    /** The moment as this service writes it: in UTC, cut to milliseconds. */
    public static Moment of(Instant instant) {
        return new Moment(instant.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** When that is. */
    public Instant instant() {
        return instant(text);
    }

    private static Instant instant(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a time of RFC 3339");
        }
        Instant local = local(form.group("local"));
        String sign = form.group("sign");
        if (sign == null) {
            return local;
        }
        // By hand: the offsets of RFC 3339 go up to 23:59, those of java.time to 18:00.
        Duration offset =
                Duration.ofHours(Long.parseLong(form.group("hours")))
                        .plusMinutes(Long.parseLong(form.group("minutes")));
        return sign.equals("+") ? local.minus(offset) : local.plus(offset);
    }

    private static Instant local(String text) {
        try {
            return LocalDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time of RFC 3339", e);
        }
    }
}
