package dev.stoa.platform.cache;

import dev.stoa.platform.http.Body;

/**
 * An answer from a cache.
 *
 * @param body the finished answer
 * @param outcome how it was come by
 * @param ageSeconds whole seconds since its load began, at least 0
 */
public record Cached(Body body, Outcome outcome, long ageSeconds) {}
