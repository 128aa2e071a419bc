package dev.stoa.forum.text;

import java.text.Normalizer;
import java.util.Locale;

/** Names as they go into addresses and mentions. */
public final class Slugs {
    private static final int LENGTH = 60;
    private static final String[] COLORS = {
        "#b91c1c", "#c2410c", "#a16207", "#4d7c0f", "#15803d", "#0f766e", "#0e7490", "#1d4ed8",
        "#4338ca", "#7e22ce", "#a21caf", "#be185d"
    };

    private Slugs() {}

    /** A title in ASCII: {@code how-to-cook-an-egg}; {@code thread} where nothing is left of it. */
    public static String ofTitle(String title) {
        return orElse(ascii(title), "thread");
    }

    /** A tag's name; {@code c#} and {@code c++} stay apart from {@code c}. */
    public static String ofTag(String name) {
        return orElse(ascii(name.replace("#", "-sharp").replace("+", "-plus")), "tag");
    }

    /** A display name as the beginning of a username, with letters of any script. */
    public static String ofMember(String displayName) {
        String name =
                Normalizer.normalize(displayName, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{Nd}_]+", "-");
        return orElse(bounded(name, 30), "member");
    }

    public static String color(String name) {
        return COLORS[Math.floorMod(name.hashCode(), COLORS.length)];
    }

    private static String ascii(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return bounded(plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), LENGTH);
    }

    private static String bounded(String text, int length) {
        String trimmed = text.replaceAll("^-+", "");
        int end = Math.min(length, trimmed.length());
        if (end > 0
                && end < trimmed.length()
                && Character.isHighSurrogate(trimmed.charAt(end - 1))) {
            end--;
        }
        return trimmed.substring(0, end).replaceAll("-+$", "");
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
