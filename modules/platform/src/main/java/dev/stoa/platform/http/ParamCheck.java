package dev.stoa.platform.http;

import org.jspecify.annotations.Nullable;

/** Says what is wrong with a parameter's value. */
final class ParamCheck {
    private ParamCheck() {}

    /** A sentence saying what the value must be, or null when it is. */
    static @Nullable String wrong(Param.Form form, String value) {
        return switch (form) {
            case Param.Id _ ->
                    isId(value) ? null : "It must be an id: a whole number from 1 to 2^63-1.";
            case Param.IdOr(String word) ->
                    word.equals(value) || isId(value)
                            ? null
                            : "It must be an id or '" + word + "'.";
            case Param.Ids(int most) -> ids(value, most);
            case Param.Whole(long least, long most) ->
                    isWithin(value, least, most)
                            ? null
                            : "It must be a whole number from " + least + " to " + most + ".";
            case Param.Choice(var words) ->
                    words.contains(value)
                            ? null
                            : "It must be one of " + String.join(", ", words) + ".";
            case Param.Flag _ ->
                    value.equals("true") || value.equals("false")
                            ? null
                            : "It must be true or false.";
            case Param.Text(int most) -> text(value, most);
        };
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
        if (value.isBlank()) {
            return "It must not be empty.";
        }
        return value.codePointCount(0, value.length()) > most
                ? "It may have up to " + most + " characters."
                : null;
    }

    private static boolean isId(String value) {
        return isWithin(value, 1, Long.MAX_VALUE);
    }

    private static boolean isWithin(String value, long least, long most) {
        if (value.isEmpty() || value.length() > 19) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
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
