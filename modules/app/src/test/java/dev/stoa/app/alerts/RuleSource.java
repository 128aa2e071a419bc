package dev.stoa.app.alerts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads {@code observability/alerts/source}. */
final class RuleSource {
    private RuleSource() {}

    /** All groups, by name. */
    static List<RuleGroup> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(RuleSource::group)
                    .toList();
        }
    }

    private static RuleGroup group(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Map<String, ?> source = texts().load(text);
            return new RuleGroup(
                    file.getFileName().toString().replace(".yaml", ""),
                    items(source, "records").stream().map(RuleSource::recording).toList(),
                    items(source, "alerts").stream().map(RuleSource::alert).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("in " + file + ": " + e.getMessage(), e);
        }
    }

    /** A reader to which everything is text: {@code 0x20} is twenty zeros, and no 32. */
    private static Yaml texts() {
        var options = new LoaderOptions();
        var writing = new DumperOptions();
        return new Yaml(
                new SafeConstructor(options),
                new Representer(writing),
                writing,
                options,
                new Resolver() {
                    @Override
                    protected void addImplicitResolvers() {
                        // None.
                    }
                });
    }

    private static Recording recording(Map<?, ?> item) {
        List<?> windows = item.get("windows") instanceof List<?> list ? list : List.of();
        return new Recording(
                text(item, "record"),
                windows.stream().map(String::valueOf).toList(),
                new Template(text(item, "expr").strip()));
    }

    private static Alert alert(Map<?, ?> item) {
        String name = text(item, "alert");
        List<AlertTest> tests = new ArrayList<>();
        for (Map<?, ?> each : items(item, "tests")) {
            tests.add(test(name, each));
        }
        return new Alert(
                name,
                text(item, "severity"),
                "true".equals(item.get("rollback")),
                text(item, "for"),
                item.get("keep") == null ? "0m" : text(item, "keep"),
                new Template(text(item, "expr").strip()),
                text(item, "summary"),
                new Template(text(item, "description")),
                text(item, "dashboard"),
                tests);
    }

    private static AlertTest test(String alert, Map<?, ?> item) {
        for (AlertTest.Kind kind : AlertTest.Kind.values()) {
            Object when = item.get(kind.name().toLowerCase(Locale.ROOT));
            if (when != null) {
                return new AlertTest(
                        kind,
                        when.toString(),
                        texts(item.get("series")),
                        text(item, "at"),
                        texts(item.get("labels")));
            }
        }
        throw new IllegalArgumentException("a test of " + alert + " is of no kind");
    }

    private static String text(Map<?, ?> item, String key) {
        Object value = item.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in " + item.keySet());
        }
        return value.toString();
    }

    private static List<Map<?, ?>> items(Map<?, ?> item, String key) {
        return item.get(key) instanceof List<?> list
                ? list.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList()
                : List.of();
    }

    private static Map<String, String> texts(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().toString(),
                                        each -> each.getValue().toString()))
                : Map.of();
    }
}
