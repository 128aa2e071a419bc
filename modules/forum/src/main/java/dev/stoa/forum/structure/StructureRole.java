package dev.stoa.forum.structure;

import dev.stoa.platform.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roles that a structure may ask for: {@code anon}, or one of a member's. */
final class StructureRole {
    static final String ANON = "anon";

    /** For reading; for writing all but the first. */
    static final List<String> WORDS = List.of(ANON, "member", "moderator", "admin");

    private StructureRole() {}

    /** Whether {@code asked} is met by a viewer of that role; null stands for nobody signed in. */
    static boolean allows(String asked, @Nullable Role role) {
        return asked.equals(ANON) || (role != null && role.includes(Role.of(asked)));
    }
}
