package dev.stoa.app.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The lowest versions of libraries that may be delivered, against a bill of materials. */
record Floors(List<Floor> floors, List<Floor> forbidden) {
    /** A library, or several by {@code *}; without a lowest version none is allowed. */
    record Floor(String library, String least, String why) {
        private boolean isOf(Component component) {
            return Pattern.matches(
                    Stream.of(library.split("\\*", -1))
                            .map(Pattern::quote)
                            .reduce((left, right) -> left + ".*" + right)
                            .orElseThrow(),
                    component.library());
        }
    }

    /** A library of a bill of materials, {@code group:name}. */
    record Component(String library, String version) {}

    static Floors of(Path file) throws IOException {
        Map<String, List<Map<String, String>>> read;
        try (Reader text = Files.newBufferedReader(file)) {
            read = new Yaml().load(text);
        }
        return new Floors(list(read.get("floors")), list(read.get("forbidden")));
    }

    private static List<Floor> list(@Nullable List<Map<String, String>> entries) {
        return entries == null
                ? List.of()
                : entries.stream()
                        .map(
                                entry ->
                                        new Floor(
                                                entry.getOrDefault("library", ""),
                                                entry.getOrDefault("least", ""),
                                                entry.getOrDefault("why", "")))
                        .toList();
    }

    /** The libraries that a CycloneDX document lists. */
    static List<Component> components(Path bom) throws IOException {
        List<Component> found = new ArrayList<>();
        for (JsonNode each : new ObjectMapper().readTree(bom.toFile()).path("components")) {
            found.add(
                    new Component(
                            each.path("group").asText() + ":" + each.path("name").asText(),
                            each.path("version").asText()));
        }
        return found;
    }

    /** One sentence for each library below its floor, forbidden, or floor that holds nothing. */
    List<String> faults(List<Component> components) {
        List<String> faults = new ArrayList<>();
        for (Floor floor : floors) {
            List<Component> held = components.stream().filter(floor::isOf).toList();
            if (held.isEmpty()) {
                faults.add("no library is " + floor.library() + ": its floor holds nothing");
            }
            held.stream()
                    .filter(each -> Version.of(each.version()).isBefore(Version.of(floor.least())))
                    .map(
                            each ->
                                    "%s is %s, and %s is the least: %s"
                                            .formatted(
                                                    each.library(),
                                                    each.version(),
                                                    floor.least(),
                                                    floor.why()))
                    .forEach(faults::add);
        }
        for (Floor floor : forbidden) {
            components.stream()
                    .filter(floor::isOf)
                    .map(each -> each.library() + " must not be delivered: " + floor.why())
                    .forEach(faults::add);
        }
        return faults;
    }
}
