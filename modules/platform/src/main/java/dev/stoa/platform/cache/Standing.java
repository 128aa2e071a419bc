package dev.stoa.platform.cache;

/** What an entry is worth at a moment. */
enum Standing {
    /** Served as it is. */
    FRESH,
    /** Served as it is, and refreshed before it expires. */
    AGING,
    /** A list that changed: served while it is refreshed. */
    DIRTY,
    /** Past its time: served if the source fails. */
    EXPIRED,
    /** Never served again. */
    INVALID
}
