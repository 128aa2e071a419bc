package dev.stoa.telemetry.month;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A month of UTC, and the partition that holds its events. */
record Month(YearMonth value) implements Comparable<Month> {
    private static final Pattern NAME =
            Pattern.compile("telemetry_events_(\\d{4})_(0[1-9]|1[0-2])");
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuu_MM");

    static Month of(Instant at) {
        return new Month(YearMonth.from(at.atOffset(ZoneOffset.UTC)));
    }

    /** The month of a partition; empty for the name of anything else. */
    static Optional<Month> named(String partition) {
        Matcher name = NAME.matcher(partition);
        return name.matches()
                ? Optional.of(
                        new Month(
                                YearMonth.of(
                                        Integer.parseInt(name.group(1)),
                                        Integer.parseInt(name.group(2)))))
                : Optional.empty();
    }

    Month plus(int months) {
        return new Month(value.plusMonths(months));
    }

    /** Its partition's name. */
    String partition() {
        return "telemetry_events_" + SUFFIX.format(value);
    }

    Instant start() {
        return value.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public int compareTo(Month other) {
        return value.compareTo(other.value);
    }

    /** As in ISO 8601, e.g. {@code 2026-11}. */
    @Override
    public String toString() {
        return value.toString();
    }
}
