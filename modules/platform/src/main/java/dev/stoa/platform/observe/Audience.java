package dev.stoa.platform.observe;

/** Whom a route is for. */
public enum Audience {
    /** Whoever uses the service. */
    CLIENTS,
    /** Whoever looks after it: their requests say nothing about how clients fare. */
    OPERATORS
}
