package dev.stoa.app.alerts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How quick rules are: all times in them are divided by {@code factor}, and they are looked at each
 * {@code interval}; without one as often as Prometheus is told to.
 */
record Pace(int factor, String interval) {
    /** As they are committed. */
    static final Pace REAL = new Pace(1, "");

    private static final Pattern TIMES =
            Pattern.compile("(\\[|:|offset )(\\d+)([smhd])(?=[]:)\\s]|$)");
    private static final Pattern SETTINGS =
            Pattern.compile(
                    "((?:group_wait|group_interval|repeat_interval|resolve_timeout):"
                            + " )(\\d+)([smhd])");

    /** An expression at this pace. */
    String expression(String text) {
        return paced(TIMES, text);
    }

    /** A configuration of Alertmanager at this pace. */
    String configuration(String text) {
        return paced(SETTINGS, text);
    }

    /** A time at this pace. */
    String time(String text) {
        return paced(Pattern.compile("()(\\d+)([smhd])"), text);
    }

    private String paced(Pattern times, String text) {
        return factor == 1
                ? text
                : times.matcher(text)
                        .replaceAll(
                                each ->
                                        Matcher.quoteReplacement(
                                                each.group(1)
                                                        + millis(each.group(2), each.group(3))
                                                        + "ms"));
    }

    private long millis(String count, String unit) {
        long seconds =
                switch (unit) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3600;
                    default -> 86_400;
                };
        return Long.parseLong(count) * seconds * 1000 / factor;
    }
}
