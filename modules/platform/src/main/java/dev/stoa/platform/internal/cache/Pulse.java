package dev.stoa.platform.internal.cache;

/**
 * What Redis says of itself.
 *
 * @param generation the number of the latest change
 * @param millis its clock, since 1970
 */
record Pulse(long generation, long millis) {}
