package dev.stoa.app;

import dev.stoa.platform.config.Setting;
import java.util.List;

/** The documented settings file, made of what the settings say of themselves. */
final class SettingsReference {
    private static final String HEAD =
            """
            # Every setting of Stoa, with what it means when nothing is said.
            # Copy what you change into an application.yaml of your own: it is found in the working
            # directory, or named by --config FILE or STOA_CONFIG. The variable named with each key
            # is stronger than the file, and --set key=value stronger than both. Keys may be nested.
            # A key that doesn't exist stops the start.
            """;

    private SettingsReference() {}

    static String of(List<Setting<?>> declared) {
        var text = new StringBuilder(HEAD);
        for (Setting<?> setting : declared) {
            text.append("\n# ").append(setting.meaning()).append('\n');
            text.append("# ").append(setting.variable()).append(": ");
            text.append(setting.expected()).append('\n');
            text.append(setting.key()).append(": ").append(quoted(setting.fallback())).append('\n');
        }
        return text.toString();
    }

    private static String quoted(String fallback) {
        return fallback.isEmpty() ? "\"\"" : fallback;
    }
}
