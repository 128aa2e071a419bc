package dev.stoa.platform.limit;

import dev.stoa.platform.config.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * What one caller gets: rates that hold all at once, as {@code 200/1m,50/10s}.
 *
 * @param rates 1 to 4 of them
 */
public record Quota(List<Rate> rates) {
    private static final int MOST_RATES = 4;

    public Quota {
        rates = List.copyOf(rates);
        if (rates.isEmpty() || rates.size() > MOST_RATES) {
            throw new IllegalArgumentException("rates " + rates.size());
        }
    }

    /**
     * The quota that {@code text} says.
     *
     * @throws IllegalArgumentException when it says none
     */
    public static Quota parse(String text) {
        return new Quota(Arrays.stream(text.split(",", -1)).map(Rate::parse).toList());
    }

    /** A setting of this form. */
    static Setting<Quota> setting(String key, String fallback, String meaning) {
        return new Setting<>(
                key, "rates such as 600/1m or 200/1m,50/10s", fallback, meaning, Quota::parse);
    }
}
