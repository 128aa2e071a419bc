package dev.stoa.app.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The files of the repository that make up the stack of {@code compose.yaml}. */
final class StackFiles {
    static final Path ROOT = Path.of(System.getProperty("stoa.root", "../..")).toAbsolutePath();

    private StackFiles() {}

    /** A file read as YAML, merge keys resolved. */
    static JsonNode yaml(String file) {
        try (Reader text = Files.newBufferedReader(ROOT.resolve(file))) {
            return new ObjectMapper().valueToTree(new Yaml().load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All YAML files of a folder and those below it. */
    static List<JsonNode> provisioned(String folder) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .map(file -> yaml(ROOT.relativize(file).toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service of {@code compose.yaml}. */
    static JsonNode service(String name) {
        JsonNode service = yaml("compose.yaml").path("services").path(name);
        if (service.isMissingNode()) {
            throw new AssertionError("compose.yaml has no service " + name);
        }
        return service;
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What a service mounts. */
    static List<Mount> mounts(JsonNode service) {
        return texts(service.path("volumes")).stream().map(Mount::of).toList();
    }

    /** Where a service finds a file of the repository, if it mounts it or a folder of it. */
    static Optional<String> within(JsonNode service, String file) {
        return mounts(service).stream()
                .filter(mount -> mount.source().startsWith("./"))
                .filter(mount -> Path.of("./" + file).startsWith(Path.of(mount.source())))
                .map(
                        mount ->
                                Path.of(mount.target())
                                        .resolve(
                                                Path.of(mount.source())
                                                        .relativize(Path.of("./" + file)))
                                        .toString()
                                        .replaceAll("/$", ""))
                .findFirst();
    }

    /** All words of a file that begin with {@code STOA_}. */
    static Set<String> variables(String file) {
        return Stream.of(text(file).split("[^A-Z0-9_]+"))
                .filter(word -> word.startsWith("STOA_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A mount in short form.
     *
     * @param source a named volume, or a path that begins with {@code ./}
     */
    record Mount(String source, String target, String mode) {
        static Mount of(String text) {
            String[] parts = text.split(":", -1);
            return new Mount(parts[0], parts[1], parts.length > 2 ? parts[2] : "rw");
        }
    }
}
