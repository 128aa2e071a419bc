package dev.stoa.sessions.moderation;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import java.util.List;

/** Reports and blocks on one node. */
public final class Moderation implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of();

    public Moderation(Platform platform) {}

    @Override
    public String name() {
        return "sessions";
    }
}
