package dev.stoa.platform.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
 * @param absence where its value comes from when nobody gave one
 */
public record Setting<T>(
        String key,
        String expected,
        String fallback,
        String meaning,
        Function<String, T> parser,
        Absence absence) {
    /** Where the value of a setting comes from when nobody gave one. */
    public enum Absence {
        /** From its fallback; a secret is made, or demanded, see {@link Secrets}. */
        FALLBACK,
        /** A secret that is made of the cursor key where it would be demanded. */
        DERIVED
    }

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(KiB|MiB|GiB|)");
    private static final String SECRETS = "secrets.";

    public Setting(
            String key,
            String expected,
            String fallback,
            String meaning,
            Function<String, T> parser) {
        this(key, expected, fallback, meaning, parser, Absence.FALLBACK);
    }

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

    /** One of a few words. */
    public static Setting<String> choice(
            String key, List<String> words, String fallback, String meaning) {
        return new Setting<>(
                key,
                "one of " + String.join(", ", words),
                fallback,
                meaning,
                text -> {
                    if (!words.contains(text.strip())) {
                        throw new IllegalArgumentException(text);
                    }
                    return text.strip();
                });
    }

    /** An amount of bytes such as {@code 64 KiB}, {@code 96MiB} or {@code 4096}. */
    public static Setting<Long> bytes(String key, String fallback, String meaning) {
        return new Setting<>(
                key, "a size such as 64KiB, 96MiB or 4096", fallback, meaning, Setting::size);
    }

    /** An address with one of {@code schemes}, or nothing. */
    public static Setting<String> address(
            String key, List<String> schemes, String fallback, String meaning) {
        return new Setting<>(
                key,
                "an address that begins with " + String.join(" or ", schemes),
                fallback,
                meaning,
                text -> {
                    String address = text.strip();
                    if (!address.isEmpty() && schemes.stream().noneMatch(address::startsWith)) {
                        throw new IllegalArgumentException(text);
                    }
                    return address;
                });
    }

    /**
     * A secret of at least 32 characters under {@code secrets.<name>}; made by the node itself
     * where it runs its own database, see {@link Secrets}.
     */
    public static Setting<String> secret(String name, String meaning) {
        return secret(name, meaning, Absence.FALLBACK);
    }

    /** The same for one that nobody has to give: beside a shared database all derive it alike. */
    public static Setting<String> derivedSecret(String name, String meaning) {
        return secret(name, meaning, Absence.DERIVED);
    }

    private static Setting<String> secret(String name, String meaning, Absence absence) {
        return new Setting<>(
                SECRETS + name,
                "a secret of at least 32 characters",
                "",
                meaning,
                text -> {
                    if (!text.isEmpty() && text.strip().length() < 32) {
                        throw new IllegalArgumentException("too short");
                    }
                    return text.strip();
                },
                absence);
    }

    /** A positive time such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
    public static Setting<Duration> duration(String key, String fallback, String meaning) {
        return new Setting<>(
                key, "a time such as 250ms, 30s, 5m or 1h", fallback, meaning, Setting::time);
    }

    private static long size(String text) {
        Matcher form = SIZE.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        long unit =
                switch (form.group(2)) {
                    case "KiB" -> 1024L;
                    case "MiB" -> 1024L * 1024;
                    case "GiB" -> 1024L * 1024 * 1024;
                    default -> 1L;
                };
        return Math.multiplyExact(Long.parseLong(form.group(1)), unit);
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
        return "STOA_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether its value must not be shown. */
    public boolean isSecret() {
        return key.startsWith(SECRETS) || key.endsWith("password");
    }
}
