package dev.stoa.platform;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an API key may be used for. */
public enum Scope {
    FORUM_READ,
    FORUM_WRITE,
    SESSIONS_READ,
    SESSIONS_WRITE,
    TELEMETRY_READ,
    TELEMETRY_WRITE,
    OPS_READ,
    OPS_WRITE;

    /** As in JSON and SQL, e.g. {@code forum:read}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** All texts that {@link #of} takes. */
    public static List<String> texts() {
        return Arrays.stream(values())
                .flatMap(scope -> List.of(scope.text(), scope.area() + ":*").stream())
                .distinct()
                .sorted()
                .toList();
    }

    private String area() {
        return text().substring(0, text().indexOf(':'));
    }

    /**
     * The scopes a text stands for: one, or with {@code *} all of an area.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    public static Set<Scope> of(String text) {
        EnumSet<Scope> meant = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            if (scope.text().equals(text) || (scope.area() + ":*").equals(text)) {
                meant.add(scope);
            }
        }
        if (meant.isEmpty()) {
            throw new IllegalArgumentException("there is no scope " + text);
        }
        return meant;
    }
}
