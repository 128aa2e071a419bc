package dev.stoa.platform.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The settings of a node, checked and immutable. */
public final class Settings {
    private final Map<String, String> values;
    private final List<String> warnings;

    Settings(Map<String, String> values, List<String> warnings) {
        this.values = Map.copyOf(values);
        this.warnings = List.copyOf(warnings);
    }

    /** Settings from texts by key; what is not there has its fallback. */
    public static Settings of(Map<String, String> values) {
        return new Settings(values, List.of());
    }

    /**
     * Settings from {@code sources}, each text checked against what {@code declared} says of it.
     *
     * @throws InvalidSettings with one sentence for each wrong or unknown key
     */
    public static Settings load(Collection<? extends Setting<?>> declared, SettingSources sources) {
        return new SettingLoader(declared).load(sources);
    }

    /**
     * The value of {@code setting}.
     *
     * @throws InvalidSettings naming the key, the value and what was expected
     */
    public <T> T get(Setting<T> setting) {
        String text = values.getOrDefault(setting.key(), setting.fallback());
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException _) {
            throw new InvalidSettings(List.of(mistake(setting, text)));
        }
    }

    /** Whether something other than nothing is said for it. */
    public boolean has(Setting<?> setting) {
        return !values.getOrDefault(setting.key(), setting.fallback()).isEmpty();
    }

    /** Whether a source gave it, rather than its fallback. */
    public boolean isGiven(Setting<?> setting) {
        return values.containsKey(setting.key());
    }

    /** What was odd but is no obstacle, such as unknown variables; a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    static String mistake(Setting<?> setting, String text) {
        String shown = setting.isSecret() ? "the value" : "'" + text + "'";
        return setting.key() + ": " + shown + " is not " + setting.expected();
    }
}
