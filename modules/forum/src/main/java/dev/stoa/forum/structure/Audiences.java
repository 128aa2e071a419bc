package dev.stoa.forum.structure;

import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audiences of one forum tree: one for anonymous viewers and one for each role. */
final class Audiences {
    private final Audience anon;
    private final Map<Role, Audience> byRole = new EnumMap<>(Role.class);
    private final List<Audience> known = new ArrayList<>();

    /** Of {@code all} structures, parents before children. */
    Audiences(List<Structure> all) {
        this.anon = audience("anon", hidden(all, null));
        for (Role role : Role.values()) {
            byRole.put(role, audience(role.text(), hidden(all, role)));
        }
    }

    Audience of(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anon _ -> anon;
            case Viewer.Member member -> byRole.getOrDefault(member.role(), anon);
        };
    }

    /** Those that differ. */
    List<Audience> all() {
        return List.copyOf(known);
    }

    private Audience audience(String name, Set<Long> hidden) {
        for (Audience other : known) {
            if (other.hidden().equals(hidden)) {
                return other;
            }
        }
        Audience audience = new Audience(name, hidden);
        known.add(audience);
        return audience;
    }

    private static Set<Long> hidden(List<Structure> all, @Nullable Role role) {
        Set<Long> hidden = new HashSet<>();
        for (Structure structure : all) {
            Long parent = structure.parentId();
            if ((parent != null && hidden.contains(parent))
                    || !StructureRole.allows(structure.readRole(), role)) {
                hidden.add(structure.id());
            }
        }
        return hidden;
    }
}
