package dev.stoa.platform.observe;

import dev.stoa.platform.config.Settings;

/** Whether this node measures what it does. */
enum Switch {
    ON,
    OFF;

    static Switch of(Settings settings) {
        return settings.get(ObserveSettings.ENABLED) ? ON : OFF;
    }
}
