package dev.stoa.forum.live;

import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import java.time.Duration;
import java.util.List;

/** The settings of live events. */
public final class LiveSettings {
    static final Setting<Duration> HEARTBEAT =
            Setting.duration(
                    "live.heartbeat", "15s", "Longest silence in a stream of live events.");
    static final Setting<Duration> MAX_AGE =
            Setting.duration(
                    "live.max-age",
                    "1h",
                    "Longest life of a stream of live events; clients connect again.");

    private LiveSettings() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return List.of(HEARTBEAT, MAX_AGE);
    }

    static LiveStream.Pace pace(Settings settings) {
        return new LiveStream.Pace(settings.get(HEARTBEAT), settings.get(MAX_AGE));
    }
}
