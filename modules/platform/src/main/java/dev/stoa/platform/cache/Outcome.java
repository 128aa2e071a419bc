package dev.stoa.platform.cache;

/** How a cache came by an answer; its name is the value of {@code X-Cache}. */
public enum Outcome {
    /** From memory or from Redis, as good as new. */
    HIT,
    /** Loaded from the source for this request or for one it waited with. */
    MISS,
    /** An older answer, while a newer one is loaded or because the source failed. */
    STALE,
    /** Caching is off. */
    BYPASS
}
