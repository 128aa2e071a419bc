package dev.stoa.platform;

import java.util.Set;

/**
 * What a member showed to say who they are; never the secret itself.
 *
 * @param kind what it is
 * @param id of the login session or the key
 * @param scopes what it may be used for
 * @param allowance how often it may be used
 */
public record Credential(Kind kind, long id, Set<Scope> scopes, Allowance allowance) {
    public Credential {
        scopes = Set.copyOf(scopes);
    }

    /** What a credential is. */
    public enum Kind {
        /** The token of a login session: a person is there. */
        LOGIN,
        /** An API key: a program is there. */
        API_KEY
    }

    /** How often a credential may be used. */
    public enum Allowance {
        /** As the rate limits say. */
        DEFAULT,
        /** Without limit: for load tests. */
        LOAD
    }
}
