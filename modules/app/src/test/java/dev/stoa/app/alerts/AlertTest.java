package dev.stoa.app.alerts;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus is given, and whether the alert is firing then.
 *
 * @param when the rest of the sentence that begins with the alert and the kind
 * @param series values by series, as promtool writes them, or increments: {@code 5*10 7*20} grows
 *     by 5 for ten minutes, then by 7 for twenty
 * @param at when it is looked at, as Prometheus writes it
 * @param labels of the alert that fires, those of its rule apart; none when none does
 */
record AlertTest(
        Kind kind, String when, Map<String, String> series, String at, Map<String, String> labels) {
    private static final Pattern HOURS_AND_MINUTES = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?");

    /** How an alert stands to its threshold. */
    enum Kind {
        FIRES,
        /** Near the threshold, on its good side. */
        BELOW,
        /** Without, or with too little of, what it is about. */
        IDLE
    }

    /** How often rules are evaluated meanwhile: more seldom in what takes hours and days. */
    enum Step {
        MINUTE("1m", 0),
        MINUTES("5m", 150),
        HALF_HOUR("30m", 24 * 60);

        private final String time;
        private final int fromMinutes;

        Step(String time, int fromMinutes) {
            this.time = time;
            this.fromMinutes = fromMinutes;
        }

        String time() {
            return time;
        }
    }

    Step step() {
        Step step = Step.MINUTE;
        for (Step each : Step.values()) {
            if (minutes() >= each.fromMinutes) {
                step = each;
            }
        }
        return step;
    }

    private int minutes() {
        Matcher parts = HOURS_AND_MINUTES.matcher(at);
        if (!parts.matches()) {
            throw new IllegalArgumentException(at + " is no time such as 71h30m");
        }
        int hours = parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1));
        return 60 * hours + (parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
    }

    AlertTest {
        if ((kind == Kind.FIRES) == labels.isEmpty()) {
            throw new IllegalArgumentException(when + ": what fires has labels, nothing else has");
        }
        series = Map.copyOf(series);
        labels = Map.copyOf(labels);
    }
}
