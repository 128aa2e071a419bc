package dev.stoa.app;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Settings;
import java.nio.file.Path;

/** Where the data folder is. */
final class DataFolder {
    private DataFolder() {}

    /**
     * One that was given is meant from where the command was typed; the usual one lies beside the
     * launcher, wherever that was called from.
     */
    static Path of(Settings settings) {
        Path folder = settings.get(PlatformSettings.DATA);
        Path base =
                Path.of(
                        settings.isGiven(PlatformSettings.DATA)
                                ? ""
                                : System.getProperty("stoa.home", ""));
        return base.resolve(folder).toAbsolutePath().normalize();
    }
}
