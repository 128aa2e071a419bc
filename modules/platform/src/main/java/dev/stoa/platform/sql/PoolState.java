package dev.stoa.platform.sql;

/**
 * The pool at one moment.
 *
 * @param size most connections it may hold
 * @param total connections it holds
 * @param active of these, the ones at work
 * @param waiting threads that wait for one
 */
public record PoolState(int size, int total, int active, int waiting) {}
