package dev.stoa.platform.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A settings file as texts by dotted key. */
final class SettingFile {
    private SettingFile() {}

    static Map<String, String> read(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(file)) {
            var texts = new LinkedHashMap<String, String>();
            flatten("", new Yaml(new SafeConstructor(options)).load(reader), texts);
            return texts;
        } catch (IOException e) {
            throw new InvalidSettings(
                    List.of("The settings file " + file + " can't be read: " + e.getMessage()));
        } catch (YAMLException e) {
            throw new InvalidSettings(
                    List.of("The settings file " + file + " is not YAML: " + e.getMessage()));
        }
    }

    private static void flatten(String key, @Nullable Object node, Map<String, String> texts) {
        switch (node) {
            case Map<?, ?> map ->
                    map.forEach(
                            (name, child) ->
                                    flatten(
                                            key.isEmpty() ? "" + name : key + "." + name,
                                            child,
                                            texts));
            case List<?> list ->
                    texts.put(
                            key,
                            list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            case null -> {
                if (!key.isEmpty()) {
                    texts.put(key, "");
                }
            }
            default -> texts.put(key, node.toString());
        }
    }
}
