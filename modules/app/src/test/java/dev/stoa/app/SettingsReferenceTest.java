package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.config.SettingSources;
import dev.stoa.platform.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final Path FILE = Path.of("config/application.yaml");

    private final SettingOptions options = new SettingOptions();

    SettingsReferenceTest() {
        List<FeatureProvider> features =
                ServiceLoader.load(FeatureProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        options.declare(features);
    }

    @Test
    void theDocumentedFileSaysWhatTheSettingsSayOfThemselves() throws IOException {
        assertThat(Files.readString(FILE))
                .as("./stoa settings > modules/app/config/application.yaml writes it anew")
                .isEqualTo(SettingsReference.of(options.declared()));
    }

    @Test
    void theDocumentedFileIsItselfAFileOfSettingsAndChangesNothing() {
        Settings settings =
                Settings.load(
                        options.declared(),
                        new SettingSources(Optional.of(FILE), Map.of(), Map.of()));
        Settings fallbacks = Settings.load(options.declared(), SettingSources.none());
        assertThat(options.declared())
                .allSatisfy(
                        setting ->
                                assertThat((Object) settings.get(setting))
                                        .isEqualTo(fallbacks.get(setting)));
    }
}
