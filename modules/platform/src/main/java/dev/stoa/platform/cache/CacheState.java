package dev.stoa.platform.cache;

/**
 * Which tiers answer now.
 *
 * @param type {@code redis} where Redis takes part, else {@code memory}
 * @param degraded whether Redis is configured and can't be used
 */
public record CacheState(String type, boolean degraded) {}
