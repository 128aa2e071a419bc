package dev.stoa.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.app.stack.Floors.Component;
import dev.stoa.app.stack.Floors.Floor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is delivered, by the bill of materials that the build made, against the known floors. */
class SbomFloorIT {
    private static final Path BOM = Path.of("target/bom.json");
    private static final Path FLOORS = Path.of("src/test/resources/dev/stoa/app/stack/floors.yaml");

    @Test
    void nothingIsDeliveredBelowItsFloor() throws IOException {
        assertThat(Floors.of(FLOORS).faults(Floors.components(BOM))).isEmpty();
    }

    @Test
    void theBillListsEveryJarThatIsDelivered() throws IOException {
        List<String> listed = new ArrayList<>();
        for (JsonNode each : new ObjectMapper().readTree(BOM.toFile()).path("components")) {
            listed.add(each.path("name").asText() + "-" + each.path("version").asText() + ".jar");
        }
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            assertThat(
                            jars.map(jar -> jar.getFileName().toString())
                                    .filter(name -> name.endsWith(".jar"))
                                    .filter(name -> !name.startsWith("stoa-app-")))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(jar -> assertThat(listed).contains(jar));
        }
    }

    @Test
    void aLibraryBelowItsFloorOrForbiddenIsNamedWithTheReason() {
        var floors =
                new Floors(
                        List.of(new Floor("io.netty:*", "4.2.16.Final", "CVE-1")),
                        List.of(new Floor("a:*http2*", "", "CVE-2")));
        assertThat(
                        floors.faults(
                                List.of(
                                        new Component("io.netty:netty-codec", "4.2.9.Final"),
                                        new Component("io.netty:netty-common", "4.2.16.Final"),
                                        new Component("a:web-http2-api", "9"))))
                .containsExactly(
                        "io.netty:netty-codec is 4.2.9.Final, and 4.2.16.Final is the least: CVE-1",
                        "a:web-http2-api must not be delivered: CVE-2");
        assertThat(floors.faults(List.of(new Component("a:b", "1"))))
                .containsExactly("no library is io.netty:*: its floor holds nothing");
    }

    @Test
    void versionsAreComparedByTheirNumbers() {
        assertThat(Version.of("1.9").isBefore(Version.of("1.10"))).isTrue();
        assertThat(Version.of("2.0").isBefore(Version.of("2"))).isFalse();
        assertThat(Version.of("4.2.20.Final").isBefore(Version.of("4.2.16.Final"))).isFalse();
        assertThat(Version.of("1.62.0-alpha").isBefore(Version.of("1.62.0"))).isTrue();
        assertThat(Version.of("42.7.11").isBefore(Version.of("42.7.11"))).isFalse();
    }
}
