package dev.stoa.platform.config;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One setting: its dashed key in {@code application.yaml}, what it may be, and its value where
 * nothing is said. The environment variable is the key in capitals with {@code STOA_} in front and
 * {@code _} for dots and dashes.
 *
 * @param key e.g. {@code http.port}
 * @param expected what a value looks like, for the error message, e.g. {@code "a port, 0 to 65535"}
 * @param fallback value where nothing is said, in the same form as in the file; empty means none
 * @param meaning one sentence, for the documentation
 * @param parser makes the value of its text; throws IllegalArgumentException for a wrong one
 */
public record Setting<T>(
        String key, String expected, String fallback, String meaning, Function<String, T> parser) {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    public static Setting<String> text(String key, String fallback, String meaning) {
        return new Setting<>(key, "text", fallback, meaning, text -> text);
    }

    public static Setting<Integer> port(String key, int fallback, String meaning) {
        return number(key, 0, 65535, fallback, meaning);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Setting<Integer> number(
            String key, int least, int most, int fallback, String meaning) {
        return new Setting<>(
                key,
                "a whole number from " + least + " to " + most,
                Integer.toString(fallback),
                meaning,
                text -> {
                    int value = Integer.parseInt(text.strip());
                    if (value < least || value > most) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                });
    }

    /** A fraction from 0 to 1. */
    public static Setting<Double> ratio(String key, double fallback, String meaning) {
        return new Setting<>(
                key,
                "a number from 0 to 1",
                Double.toString(fallback),
                meaning,
                text -> {
                    double value = Double.parseDouble(text.strip());
                    if (!(value >= 0 && value <= 1)) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                });
    }

    public static Setting<Boolean> flag(String key, boolean fallback, String meaning) {
        return new Setting<>(
                key,
                "true or false",
                Boolean.toString(fallback),
                meaning,
                text ->
                        switch (text.strip()) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException(text);
                        });
    }

    /** A positive time such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
    public static Setting<Duration> duration(String key, String fallback, String meaning) {
        return new Setting<>(
                key, "a time such as 250ms, 30s, 5m or 1h", fallback, meaning, Setting::time);
    }

    private static Duration time(String text) {
        Matcher form = DURATION.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The environment variable that sets it, e.g. {@code STOA_HTTP_PORT}. */
    public String variable() {
        return "STOA_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
