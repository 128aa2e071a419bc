package dev.stoa.sessions.identity;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import java.util.List;

/** Signing in, credentials, members' own things, roles and bans on one node. */
public final class Identity implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of();

    public Identity(Platform platform) {}

    @Override
    public String name() {
        return "sessions";
    }
}
