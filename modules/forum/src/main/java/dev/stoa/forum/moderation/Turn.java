package dev.stoa.forum.moderation;

/** Which way a state is turned. */
enum Turn {
    ON,
    OFF;

    boolean isOn() {
        return this == ON;
    }
}
