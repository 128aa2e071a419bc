package dev.stoa.maintenance.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding as it is kept.
 *
 * @param node whose own it is; empty for one of them all
 * @param discoveredAt when it was first seen
 * @param lastSeenAt when it was last seen
 * @param resolvedAt when it was seen no more; null while it is open
 */
public record KnownFinding(
        long id,
        String node,
        Finding finding,
        Instant discoveredAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt) {}
