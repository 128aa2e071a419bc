package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Credential;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param owner whose requests it makes
 * @param name for people
 * @param scopes what it may be used for
 * @param expiresAt null for never
 * @param allowance how often it may be used
 */
record KeyOrder(
        MemberId owner,
        String name,
        Set<Scope> scopes,
        @Nullable Instant expiresAt,
        Credential.Allowance allowance) {
    KeyOrder {
        scopes = Set.copyOf(scopes);
    }
}
