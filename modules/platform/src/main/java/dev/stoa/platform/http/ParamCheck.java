package dev.stoa.platform.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the value of a parameter or of a field. */
final class ParamCheck {
    private static final String ADDRESS = "It must be an address: 0x and 40 hexadecimal digits.";
    private static final String TIME =
            "It must be a moment in RFC 3339 with its offset, e.g. 2026-01-31T12:00:00Z.";

    private ParamCheck() {}

    /** A sentence saying what the value must be, or null when it is. */
    static @Nullable String wrong(Form form, String value) {
        return switch (form) {
            case Form.Id _ ->
                    isId(value) ? null : "It must be an id: a whole number from 1 to 2^63-1.";
            case Form.IdOr(String word) ->
                    word.equals(value) || isId(value)
                            ? null
                            : "It must be an id or '" + word + "'.";
            case Form.Ids(int most) -> ids(value, most);
            case Form.Whole(long least, long most) ->
                    isWithin(value, least, most)
                            ? null
                            : "It must be a whole number from " + least + " to " + most + ".";
            case Form.Choice(var words) ->
                    words.contains(value)
                            ? null
                            : "It must be one of " + String.join(", ", words) + ".";
            case Form.Flag _ ->
                    value.equals("true") || value.equals("false")
                            ? null
                            : "It must be true or false.";
            case Form.Amount(int digits) ->
                    isAmount(value, digits)
                            ? null
                            : "It must be a whole number above 0 of up to " + digits + " digits.";
            case Form.Text(int most) -> text(value, most);
            case Form.Lines(int most) -> lines(value, most);
            case Form.Time _ -> time(value);
            case Form.Address _ -> isAddress(value) ? null : ADDRESS;
            case Form.Addresses(int most) -> addresses(value, most);
            case Form.Json(int most) -> json(value, most);
            case Form.Many(Form each, int _, int _) -> wrong(each, value);
            case Form.Rows _ -> "It must be a list of objects.";
        };
    }

    private static @Nullable String json(String value, int most) {
        if (!isStorable(value)) {
            return "It must not hold the character NUL, nor half of a character.";
        }
        return value.getBytes(StandardCharsets.UTF_8).length > most
                ? "It may have up to " + most + " bytes."
                : null;
    }

    /** Whether jsonb can hold what is written: no escaped NUL, no lone surrogate. */
    private static boolean isStorable(String json) {
        for (int i = 0; i < json.length(); ) {
            int c = json.codePointAt(i);
            if (Character.getType(c) == Character.SURROGATE || json.startsWith("\\u0000", i)) {
                return false;
            }
            // What follows a backslash is no escape of its own.
            i += c == '\\' ? 2 : Character.charCount(c);
        }
        return true;
    }

    private static @Nullable String time(String value) {
        try {
            int year = OffsetDateTime.parse(value).getYear();
            return year >= 1 && year <= 9999 ? null : TIME;
        } catch (DateTimeException _) {
            return TIME;
        }
    }

    private static boolean isAmount(String value, int digits) {
        return value.length() <= digits
                && !value.isEmpty()
                && value.charAt(0) != '0'
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isAddress(String value) {
        return value.length() == 42
                && value.startsWith("0x")
                && value.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x7f);
    }

    private static @Nullable String addresses(String value, int most) {
        String[] each = value.split(",", -1);
        if (each.length > most) {
            return "It may hold up to " + most + " addresses.";
        }
        for (String address : each) {
            if (!isAddress(address)) {
                return "It must be addresses, 0x and 40 hexadecimal digits, with commas between.";
            }
        }
        return null;
    }

    private static @Nullable String lines(String value, int most) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            boolean breaks = c == '\n' || c == '\r' || c == '\t';
            if (Character.getType(c) == Character.SURROGATE
                    || (Character.isISOControl(c) && !breaks)) {
                return "It must not hold control characters but line breaks and tabs.";
            }
            i += Character.charCount(c);
        }
        return longer(value, most);
    }

    private static @Nullable String ids(String value, int most) {
        String[] ids = value.split(",", -1);
        if (ids.length > most) {
            return "It may hold up to " + most + " ids.";
        }
        for (String id : ids) {
            if (!isId(id)) {
                return "It must be ids with commas between.";
            }
        }
        return null;
    }

    private static @Nullable String text(String value, int most) {
        boolean isSeen = false;
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            if (Character.getType(c) == Character.SURROGATE
                    || Character.isISOControl(c)
                    || isDirection(c)) {
                return "It must not hold control characters.";
            }
            isSeen |= !isInvisible(c);
            i += Character.charCount(c);
        }
        if (!isSeen) {
            return "It must not be empty.";
        }
        return longer(value, most);
    }

    /** What turns the direction of text, and so can show one name as another. */
    private static boolean isDirection(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    /** Spaces, joiners and fillers: on their own they look like nothing. */
    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0x115f
                || c == 0x1160
                || c == 0x2800
                || c == 0x3164
                || c == 0xffa0
                || (c >= 0xfe00 && c <= 0xfe0f);
    }

    private static @Nullable String longer(String value, int most) {
        return value.codePointCount(0, value.length()) > most
                ? "It may have up to " + most + " characters."
                : null;
    }

    private static boolean isId(String value) {
        return isWithin(value, 1, Long.MAX_VALUE);
    }

    private static boolean isWithin(String value, long least, long most) {
        int start = least < 0 && value.startsWith("-") ? 1 : 0;
        if (value.length() == start || value.length() > start + 19) {
            return false;
        }
        for (int i = start; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
