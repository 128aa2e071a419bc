package dev.stoa.platform;

import dev.stoa.platform.config.Setting;
import dev.stoa.platform.flag.Flag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Found by ServiceLoader: adding a feature is adding a jar. */
public interface FeatureProvider {
    /**
     * Settings of its own, all under keys that begin with its name, {@code cache} or {@code
     * secrets}.
     */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /** Switches for what is risky of it, under names that begin with its own. */
    default List<Flag> flags() {
        return List.of();
    }

    /** The feature on one node; nothing is started yet. */
    Feature create(Platform platform);

    /** Its commands for the command line, run apart from any node. */
    default List<FeatureCommand> commands(Workbench workbench) {
        return List.of();
    }

    /** What each group that its commands name is for, in a sentence, by the group's name. */
    default Map<String, String> commandGroups() {
        return Map.of();
    }

    /** What fills an empty database for {@code stoa demo}. */
    default Optional<DemoData> demo() {
        return Optional.empty();
    }
}
