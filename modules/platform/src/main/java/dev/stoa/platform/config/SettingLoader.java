package dev.stoa.platform.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lays the sources over each other and checks every text. An unknown key in the file or on the
 * command line is a mistake of who wrote it; an unknown variable may be someone else's, so it only
 * warns.
 */
final class SettingLoader {
    /**
     * Variables of ours that are no settings: the launcher and the choice of the file read them.
     */
    private static final Set<String> OTHERS =
            Set.of(
                    "STOA_CONFIG",
                    "STOA_JAVA_HOME",
                    "STOA_JAVA_OPTS",
                    "STOA_HOME",
                    "STOA_AOT_CACHE");

    private static final String OTLP_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private final Map<String, Setting<?>> known;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingLoader(Collection<? extends Setting<?>> declared) {
        this.known =
                declared.stream()
                        .collect(
                                Collectors.toMap(
                                        Setting::key,
                                        Function.identity(),
                                        (first, _) -> {
                                            throw new IllegalStateException(
                                                    first.key() + " is declared twice");
                                        },
                                        LinkedHashMap::new));
    }

    Settings load(SettingSources sources) {
        sources.file().ifPresent(this::layFile);
        layEnvironment(sources.environment());
        sources.options().forEach((key, text) -> lay(key, text, "--set"));
        if (!mistakes.isEmpty()) {
            throw new InvalidSettings(mistakes);
        }
        return new Settings(values, warnings);
    }

    private void layFile(Path file) {
        SettingFile.read(file).forEach((key, text) -> lay(key, text, file.toString()));
    }

    private void layEnvironment(Map<String, String> environment) {
        String endpoint = environment.getOrDefault(OTLP_VARIABLE, "");
        if (!endpoint.isEmpty() && known.containsKey(PlatformSettings.OTLP_ENDPOINT.key())) {
            lay(PlatformSettings.OTLP_ENDPOINT.key(), endpoint, OTLP_VARIABLE);
        }
        Map<String, String> keys =
                known.values().stream().collect(Collectors.toMap(Setting::variable, Setting::key));
        for (String variable : new TreeSet<>(environment.keySet())) {
            String key = keys.get(variable);
            String text = environment.getOrDefault(variable, "");
            if (key != null) {
                // compose files and shells pass on empty variables for what isn't set
                if (!text.isEmpty()
                        || Objects.requireNonNull(known.get(key)).fallback().isEmpty()) {
                    lay(key, text, variable);
                }
            } else if (variable.startsWith("STOA_") && !OTHERS.contains(variable)) {
                warnings.add(
                        "The variable "
                                + variable
                                + " sets nothing"
                                + meant(variable, keys.keySet()));
            }
        }
    }

    private void lay(String key, String text, String source) {
        Setting<?> setting = known.get(key);
        if (setting == null) {
            mistakes.add(
                    source + ": there is no setting '" + key + "'" + meant(key, known.keySet()));
            return;
        }
        try {
            if (!text.isEmpty() || !setting.fallback().isEmpty()) {
                Objects.requireNonNull(setting.parser().apply(text));
            }
            values.put(key, text);
        } catch (IllegalArgumentException _) {
            mistakes.add(source + ": " + Settings.mistake(setting, text));
        }
    }

    private static String meant(String name, Collection<String> names) {
        return Nearest.of(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
    }
}
