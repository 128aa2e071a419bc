package dev.stoa.platform.limit;

/**
 * What Redis gave.
 *
 * @param taken tokens of each window, at most as many as were asked for
 * @param fullIn nanoseconds until each window's bucket is full
 */
record Grant(int taken, long[] fullIn) {}
