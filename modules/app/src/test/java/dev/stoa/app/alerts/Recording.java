package dev.stoa.app.alerts;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A rule that records what other rules use.
 *
 * @param record its name; <code>${window}</code> in it and in the expression stands for each of the
 *     windows
 * @param windows none for a rule that has none
 */
record Recording(String record, List<String> windows, Template expr) {
    Recording {
        windows = windows.isEmpty() ? List.of("") : List.copyOf(windows);
    }

    String name(String window) {
        return record.replace("${window}", window);
    }

    List<String> names() {
        return windows.stream().map(this::name).toList();
    }

    /** Whether {@code expression} uses one of {@code names}. */
    static boolean uses(String expression, Collection<String> names) {
        return names.stream().anyMatch(name -> whole(name).matcher(expression).find());
    }

    /** A name, and no part of a longer one. */
    static Pattern whole(String name) {
        return Pattern.compile("(?<![\\w:])" + Pattern.quote(name) + "(?![\\w:])");
    }
}
