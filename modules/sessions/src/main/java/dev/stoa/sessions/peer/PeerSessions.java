package dev.stoa.sessions.peer;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.Setting;
import java.util.List;

/** Peer sessions on one node. */
public final class PeerSessions implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of();

    public PeerSessions(Platform platform) {}

    @Override
    public String name() {
        return "sessions";
    }
}
