package dev.stoa.platform;

import java.util.Locale;

/** What a member is trusted with; each role may do what those before it may. */
public enum Role {
    MEMBER,
    MODERATOR,
    ADMIN;

    /** Whether whoever has this role may do what {@code least} may. */
    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }

    /** As in JSON and SQL. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
