package dev.stoa.sessions.identity.viewer;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What each role may give a key: operations and the lack of limits are for admins, all else is for
 * everyone.
 */
public final class RoleScopes {
    private static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));
    private static final Set<Scope> COMMON =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(EnumSet.of(Scope.OPS_READ, Scope.OPS_WRITE)));

    private RoleScopes() {}

    /** The scopes that a credential of someone with {@code role} can have. */
    public static Set<Scope> of(Role role) {
        return role.includes(Role.ADMIN) ? ALL : COMMON;
    }

    /** The most that a key of someone with {@code role} is allowed. */
    public static Credential.Allowance most(Role role) {
        return role.includes(Role.ADMIN) ? Credential.Allowance.LOAD : Credential.Allowance.DEFAULT;
    }

    /**
     * The scopes that {@code texts} stand for.
     *
     * @throws IllegalArgumentException naming one that there is not
     */
    public static Set<Scope> named(Iterable<String> texts) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        texts.forEach(text -> scopes.addAll(Scope.of(text)));
        return scopes;
    }
}
