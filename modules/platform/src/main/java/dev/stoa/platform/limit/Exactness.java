package dev.stoa.platform.limit;

/** How closely a policy is kept when there are several nodes. */
public enum Exactness {
    /** To the token, by one question to Redis for each request. */
    EXACT,
    /** Exceeded by one batch of tokens a node at most, for no question on the request's way. */
    LEASED
}
