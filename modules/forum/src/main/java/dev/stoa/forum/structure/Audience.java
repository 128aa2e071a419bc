package dev.stoa.forum.structure;

import java.util.Set;

/**
 * Viewers for whom the same structures are there. Shared lists are shared by an audience; where no
 * structure asks for a role, all viewers are one.
 *
 * @param name {@code anon}, or the least role of those who see as much; part of cache keys
 * @param hidden ids of the structures that are not there for them, with all below these
 */
public record Audience(String name, Set<Long> hidden) {
    /** Of all who see everything that anonymous viewers of an open forum see. */
    public static final Audience EVERYONE = new Audience("anon", Set.of());

    public Audience {
        hidden = Set.copyOf(hidden);
    }

    /** Part of cache keys and cursors: the same for two trees only if the same is hidden. */
    public String key() {
        return hidden.isEmpty() ? name : name + '~' + Long.toHexString(hash());
    }

    private long hash() {
        long hash = 0;
        for (long id : hiddenIds()) {
            hash = (hash ^ id) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    public boolean isHidden(long structure) {
        return hidden.contains(structure);
    }

    /** The ids as one array for a statement. */
    public long[] hiddenIds() {
        return hidden.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
