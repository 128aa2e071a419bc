package dev.stoa.sessions.sign;

import org.jspecify.annotations.Nullable;

/**
 * When a message says that it may be used.
 *
 * @param issuedAt when it was written
 * @param expirationTime from when on it may not be used any more; null for never
 * @param notBefore from when on it may be used; null for at once
 */
public record Validity(
        Moment issuedAt, @Nullable Moment expirationTime, @Nullable Moment notBefore) {}
