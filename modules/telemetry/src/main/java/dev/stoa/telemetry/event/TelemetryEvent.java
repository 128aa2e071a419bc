package dev.stoa.telemetry.event;

import org.jspecify.annotations.Nullable;

/**
 * An event that was accepted as far as it goes by itself.
 *
 * @param key what tells it from others
 * @param type what happened
 * @param session of the client; null for none
 * @param address as it is stored: lower case, or hashed; null for none
 * @param props a flat JSON object
 * @param dimension value of the prop that is counted by; empty for none of those known
 */
public record TelemetryEvent(
        EventKey key,
        String type,
        @Nullable String session,
        @Nullable String address,
        String props,
        String dimension) {}
