package dev.stoa.platform.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from, the weaker before the stronger.
 *
 * @param file a YAML file, if one was named or lies in the working directory
 * @param environment the process's variables
 * @param options texts by key, as given on the command line
 */
public record SettingSources(
        Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
    public SettingSources {
        environment = Map.copyOf(environment);
        options = Map.copyOf(options);
    }

    /** Nothing but the fallbacks. */
    public static SettingSources none() {
        return new SettingSources(Optional.empty(), Map.of(), Map.of());
    }
}
