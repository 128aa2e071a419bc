package dev.stoa.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What linters ask of a {@code Dockerfile}, and that what it copies is there. */
class ImageTest {
    private final List<String> lines =
            StackFiles.text("Dockerfile")
                    .replace("\\\n", " ")
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();

    private Stream<String> of(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip());
    }

    @Test
    void imagesItIsMadeOfHaveAVersionOrAreStages() {
        List<String> stages =
                of("FROM")
                        .filter(from -> from.contains(" AS "))
                        .map(from -> from.replaceAll(".* AS ", ""))
                        .toList();
        assertThat(of("FROM").map(from -> from.replaceAll(" .*", "")))
                .allMatch(
                        image ->
                                stages.contains(image)
                                        || image.matches("[a-z/]+:\\d+\\.\\d+[a-z0-9.-]*"));
    }

    @Test
    void itRunsAsNobodyInParticularAndIsWatchedAndStopped() {
        assertThat(of("USER")).containsExactly("10001:10001");
        assertThat(of("HEALTHCHECK"))
                .singleElement()
                .asString()
                .contains("CMD [\"/opt/stoa/probe\"]");
        assertThat(of("STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(of("VOLUME")).containsExactly("/var/lib/stoa");
        assertThat(of("ENTRYPOINT")).containsExactly("[\"/opt/stoa/stoa\"]");
        assertThat(of("LABEL")).singleElement().asString().contains("opencontainers.image.version");
    }

    @Test
    void nothingIsDownloadedBesideTheBuildAndNothingSecretIsInIt() {
        assertThat(of("ADD")).isEmpty();
        assertThat(of("RUN")).noneMatch(run -> run.matches(".*\\b(curl|wget|sudo|apt-get)\\b.*"));
        assertThat(Stream.concat(of("ARG"), of("ENV")))
                .noneMatch(each -> each.matches(".*(PASSWORD|SECRET|TOKEN|KEY).*"));
        assertThat(ignored()).contains(".git", ".env*", "data", "**/target");
    }

    private static List<String> ignored() {
        return StackFiles.text(".dockerignore").lines().toList();
    }

    @Test
    void mavenFindsEveryModuleAndTheImageEveryFile() {
        assertThat(
                        Pattern.compile("<module>(.*?)</module>")
                                .matcher(StackFiles.text("pom.xml"))
                                .results()
                                .map(MatchResult::group)
                                .map(module -> module.replaceAll("</?module>", "")))
                .isNotEmpty()
                .allSatisfy(
                        module -> {
                            assertThat(ignored()).doesNotContain(module.replaceAll("/.*", ""));
                            assertThat(StackFiles.ROOT.resolve(module).resolve("pom.xml")).exists();
                        });
        assertThat(
                        of("COPY")
                                .flatMap(copy -> Stream.of(copy.split(" ", -1)))
                                .filter(word -> word.startsWith("/src/"))
                                .filter(word -> !word.contains("/target/"))
                                .map(word -> word.replaceFirst("^/src/", "")))
                .isNotEmpty()
                .allSatisfy(
                        file -> {
                            assertThat(StackFiles.ROOT.resolve(file)).matches(Files::isExecutable);
                            assertThat(ignored()).doesNotContain(file.replaceAll("/.*", ""));
                        });
    }
}
