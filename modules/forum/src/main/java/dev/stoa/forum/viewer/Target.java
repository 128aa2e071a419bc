package dev.stoa.forum.viewer;

import java.util.Locale;

/** What a member can follow or mute. */
enum Target {
    THREAD,
    STRUCTURE,
    MEMBER,
    TAG;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
