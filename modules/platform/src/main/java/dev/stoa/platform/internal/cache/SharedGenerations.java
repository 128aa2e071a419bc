package dev.stoa.platform.internal.cache;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers of the changes that this node has heard of, and below which number it trusts nothing.
 * Bounded: when too many tags are known they are forgotten, and the floor rises to the highest
 * number.
 */
final class SharedGenerations {
    private static final int CAPACITY = 100_000;

    private final ConcurrentHashMap<String, Long> changed = new ConcurrentHashMap<>();
    private volatile long floor;
    private volatile long latest;

    /** The highest number heard of, or given to a change of this node. */
    long latest() {
        return latest;
    }

    /** Notes that {@code tag} changed with this number. */
    synchronized void note(String tag, long generation) {
        if (changed.size() >= CAPACITY) {
            reset(Math.max(latest, generation));
        }
        changed.merge(tag, generation, Math::max);
        latest = Math.max(latest, generation);
    }

    /** Notes that {@code tag} changed after everything that is known now. */
    synchronized void noteUnnumbered(String tag) {
        changed.put(tag, latest + 1);
    }

    /** Notes that anything may have changed up to this number. */
    synchronized void raiseFloor(long generation) {
        reset(Math.max(latest, generation));
    }

    /** Begins anew from the number that Redis has now. */
    synchronized void reset(long generation) {
        floor = generation;
        latest = generation;
        changed.clear();
    }

    /** Whether a value of {@code generation} may be older than a change of one of {@code tags}. */
    boolean refuses(List<String> tags, long generation) {
        for (String tag : tags) {
            Long change = changed.get(tag);
            if (change != null && change > generation) {
                return true;
            }
        }
        // Read last: it is raised before tags are forgotten.
        return generation < floor;
    }
}
