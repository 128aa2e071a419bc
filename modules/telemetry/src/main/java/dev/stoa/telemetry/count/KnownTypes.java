package dev.stoa.telemetry.count;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types this node knows, of which there may be so many: each makes rollups of its own. Several
 * nodes may together let a few more in, until each has heard of the others'.
 */
public final class KnownTypes {
    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * @param most types there may be
     */
    public KnownTypes(int most) {
        this.most = most;
    }

    /** Whether it is known, or there is room for it; it is known then. */
    public boolean admits(String type) {
        if (known.contains(type)) {
            return true;
        }
        if (known.size() >= most) {
            return false;
        }
        known.add(type);
        return true;
    }

    void learn(Iterable<String> types) {
        types.forEach(known::add);
    }
}
