package dev.stoa.platform.sql;

/** How a PostgreSQL server is for who wants to use it. */
enum ServerState {
    /** It takes reads and writes. */
    WRITABLE,
    /** It takes reads: a standby, or one that was made read-only. */
    READ_ONLY,
    /** It can't be reached, or doesn't answer. */
    AWAY
}
