package dev.stoa.platform.limit;

import java.util.List;

/**
 * What Redis gave.
 *
 * @param taken tokens of each window, at most as many as were asked for
 * @param fullIn nanoseconds until each window's bucket is full
 */
record Grant(int taken, List<Long> fullIn) {
    Grant {
        fullIn = List.copyOf(fullIn);
    }

    /** What that means for who asked. */
    Decision decision(boolean allowed, Terms terms) {
        return terms.decision(allowed, fullIn.stream().mapToLong(Long::longValue).toArray(), false);
    }
}
