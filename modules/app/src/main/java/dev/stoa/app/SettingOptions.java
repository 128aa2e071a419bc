package dev.stoa.app;

import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.SettingSources;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.observe.Logs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command understands. */
final class SettingOptions {
    private final List<Setting<?>> declared = new ArrayList<>(PlatformSettings.all());

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings file; else $STOA_CONFIG, else ./application.yaml if there.")
    private @Nullable Path config;

    @Option(
            names = {"--set", "-D"},
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "One setting, stronger than file and environment.")
    private final Map<String, String> texts = new LinkedHashMap<>();

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows where an error came from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // its being there makes picocli show the help
    private boolean help;

    /** In the order of their names: the loader's own is another on the module path. */
    void declare(List<FeatureProvider> features) {
        features.stream()
                .sorted(Comparator.comparing(feature -> feature.getClass().getName()))
                .forEach(feature -> declared.addAll(feature.settings()));
    }

    List<Setting<?>> declared() {
        return List.copyOf(declared);
    }

    boolean wantsDebug() {
        return debug;
    }

    /** What they and the other sources say; oddities are told to {@code console}. */
    Settings settings(Console console) {
        return settings(console, Map.of());
    }

    /** The same with some that are stronger than all sources, by key. */
    Settings settings(Console console, Map<String, String> stronger) {
        Map<String, String> said = new LinkedHashMap<>(texts);
        said.putAll(stronger);
        Settings settings =
                Settings.load(declared, new SettingSources(file(), System.getenv(), said));
        Logs.configure(settings);
        settings.warnings().forEach(console::warn);
        return settings;
    }

    private Optional<Path> file() {
        if (config != null) {
            return Optional.of(config);
        }
        String named = System.getenv().getOrDefault("STOA_CONFIG", "");
        return named.isEmpty()
                ? Optional.of(Path.of("application.yaml")).filter(Files::exists)
                : Optional.of(Path.of(named));
    }
}
