package dev.stoa.platform.flag;

import java.util.regex.Pattern;

/**
 * A switch for something risky, declared in code.
 *
 * @param name {@code <module>.<what>}, dashed
 * @param fallback how it is while nobody has set it, and while the database was never reached
 * @param meaning what is done while it is on and what happens while it is off, in a sentence
 */
public record Flag(String name, boolean fallback, String meaning) {
    private static final Pattern NAME = Pattern.compile("[a-z]+\\.[a-z][a-z0-9-]*");

    public Flag {
        if (!NAME.matcher(name).matches() || name.length() > 60) {
            throw new IllegalArgumentException("flag name: " + name);
        }
    }

    /** A flag that is on until somebody turns it off. */
    public static Flag on(String name, String meaning) {
        return new Flag(name, true, meaning);
    }

    /** A flag that is off until somebody turns it on. */
    public static Flag off(String name, String meaning) {
        return new Flag(name, false, meaning);
    }
}
