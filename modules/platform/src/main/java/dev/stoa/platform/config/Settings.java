package dev.stoa.platform.config;

import java.util.Map;

/** The settings of a node, checked and immutable. */
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Settings from texts by key; what is not there has its fallback. */
    public static Settings of(Map<String, String> values) {
        return new Settings(values);
    }

    /**
     * The value of {@code setting}.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public <T> T get(Setting<T> setting) {
        String text = values.getOrDefault(setting.key(), setting.fallback());
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    setting.key() + ": '" + text + "' is not " + setting.expected(), e);
        }
    }

    /** Whether something other than nothing is said for it. */
    public boolean has(Setting<?> setting) {
        return !values.getOrDefault(setting.key(), setting.fallback()).isEmpty();
    }
}
