package dev.stoa.platform.limit;

import dev.stoa.platform.config.Setting;
import java.util.ArrayList;
import java.util.List;

/** The settings of the rate limits. */
public final class LimitSettings {
    /** YAML takes the bare words on and off for truth values, so these are understood as well. */
    public static final Setting<Boolean> PROFILE =
            new Setting<>(
                    "rate-limits.profile",
                    "on or off",
                    "on",
                    "Whether rates are limited at all; off is for load tests.",
                    text ->
                            switch (text.strip()) {
                                case "on", "true" -> true;
                                case "off", "false" -> false;
                                default -> throw new IllegalArgumentException(text);
                            });

    public static final Setting<Integer> CALLERS =
            Setting.number(
                    "rate-limits.callers",
                    100,
                    10_000_000,
                    100_000,
                    "Callers a node remembers, counted for each policy; the longest unseen are"
                            + " forgotten first, and forgiven.");

    /** All of them, for the documentation and for checking a file. */
    public static final List<Setting<?>> ALL = all();

    private LimitSettings() {}

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(PROFILE, CALLERS));
        LimitPolicies.ALL.forEach(policy -> all.addAll(policy.settings()));
        return List.copyOf(all);
    }
}
