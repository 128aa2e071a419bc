package dev.stoa.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir Path folder;

    private static Settings load(
            Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        return Settings.load(
                PlatformSettings.all(), new SettingSources(file, environment, options));
    }

    private Optional<Path> file(String yaml) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("application.yaml"), yaml));
    }

    @Test
    void everyFallbackIsAValueItsOwnSettingAccepts() {
        Settings settings = load(Optional.empty(), Map.of(), Map.of());
        assertThat(PlatformSettings.all())
                .allSatisfy(setting -> assertThat((Object) settings.get(setting)).isNotNull());
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheFile() throws IOException {
        Settings settings =
                load(
                        file(
                                "http: {port: 1, host: file}\nadmin.port: 2\nrequest:\n  deadline: 3s\n"),
                        Map.of("STOA_HTTP_PORT", "11", "STOA_ADMIN_PORT", "12"),
                        Map.of("http.port", "21"));
        assertThat(settings.get(PlatformSettings.HTTP_PORT)).isEqualTo(21);
        assertThat(settings.get(PlatformSettings.ADMIN_PORT)).isEqualTo(12);
        assertThat(settings.get(PlatformSettings.HTTP_HOST)).isEqualTo("file");
        assertThat(settings.get(PlatformSettings.REQUEST_DEADLINE))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownName() {
        assertThatThrownBy(() -> load(file("http:\n  prot: 1\n"), Map.of(), Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("application.yaml: there is no setting 'http.prot'")
                .hasMessageContaining("did you mean 'http.port'?");
    }

    @Test
    void aWrongValueIsRefusedWithKeyValueAndWhatWasExpected() {
        assertThatThrownBy(
                        () -> load(Optional.empty(), Map.of("STOA_HTTP_PORT", "99999"), Map.of()))
                .hasMessage(
                        "STOA_HTTP_PORT: http.port: '99999' is not a whole number from 0 to 65535");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(
                        () ->
                                load(
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of("log.level", "loud", "nothing.like-it-at-all", "1")))
                .hasMessageContaining("log.level: 'loud' is not one of trace, debug")
                .hasMessageContaining("there is no setting 'nothing.like-it-at-all'");
    }

    @Test
    void aSecretIsNeverShown() {
        assertThatThrownBy(
                        () ->
                                load(
                                        Optional.empty(),
                                        Map.of("STOA_SECRETS_CURSOR_KEY", "hunter2"),
                                        Map.of()))
                .hasMessageContaining("at least 32 characters")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anUnknownVariableOnlyWarns() {
        Settings settings =
                load(
                        Optional.empty(),
                        Map.of("STOA_HTTP_PROT", "1", "STOA_JAVA_HOME", "/jdk", "PATH", "/bin"),
                        Map.of());
        assertThat(settings.warnings())
                .containsExactly(
                        "The variable STOA_HTTP_PROT sets nothing; did you mean 'STOA_HTTP_PORT'?");
    }

    @Test
    void theStandardVariableNamesTheTraceReceiver() {
        var standard = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
        assertThat(load(Optional.empty(), standard, Map.of()).get(PlatformSettings.OTLP_ENDPOINT))
                .isEqualTo("http://collector:4318");
    }

    @Test
    void aFileThatIsNoYamlIsNamed() {
        assertThatThrownBy(() -> load(file("http: [\n"), Map.of(), Map.of()))
                .hasMessageContaining("application.yaml is not YAML");
    }

    @Test
    void secretsAreMadeOnceBesideAnOwnDatabaseAndDemandedBesideASharedOne() {
        Settings own = Settings.of(Map.of());
        byte[] first =
                Secrets.of(own, PlatformSettings.all(), folder).key(PlatformSettings.CURSOR_KEY);
        assertThat(Secrets.of(own, PlatformSettings.all(), folder).key(PlatformSettings.CURSOR_KEY))
                .isEqualTo(first)
                .hasSizeGreaterThanOrEqualTo(32);
        Settings shared = Settings.of(Map.of("database.url", "jdbc:postgresql://db/stoa"));
        assertThatThrownBy(() -> Secrets.of(shared, PlatformSettings.all(), folder))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("secrets.cursor-key must be set");
    }

    @Test
    void aSecretThatCanBeDerivedIsTheSameForAllWithTheCursorKeyAndNotDemanded() {
        Setting<String> hashing = Setting.derivedSecret("hashing-key", "Hashes.");
        List<Setting<?>> declared = List.of(PlatformSettings.CURSOR_KEY, hashing);
        Map<String, String> shared =
                Map.of(
                        "database.url",
                        "jdbc:postgresql://db/stoa",
                        "secrets.cursor-key",
                        "a key of a test that is long enough");
        byte[] derived = Secrets.of(Settings.of(shared), declared, folder).key(hashing);

        assertThat(Secrets.of(Settings.of(shared), declared, folder).key(hashing))
                .isEqualTo(derived)
                .hasSizeGreaterThanOrEqualTo(32)
                .isNotEqualTo("a key of a test that is long enough".getBytes(UTF_8));
        Map<String, String> given = new HashMap<>(shared);
        given.put("secrets.hashing-key", "another key that somebody wrote down");
        assertThat(Secrets.of(Settings.of(given), declared, folder).key(hashing))
                .isEqualTo("another key that somebody wrote down".getBytes(UTF_8));
        assertThat(folder.resolve("secrets.properties")).doesNotExist();
    }
}
