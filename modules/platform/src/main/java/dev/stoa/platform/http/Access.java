package dev.stoa.platform.http;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask a route; whose things they are is for its rules to say.
 *
 * @param least role that is needed, null where nobody has to be signed in
 * @param scope that an API key needs; null where no key will do, only a login session
 */
public record Access(@Nullable Role least, @Nullable Scope scope) {
    /** Whoever asks, whatever they show. */
    public static final Access OPEN = new Access(null, null);

    /** Anonymous viewers too; an API key needs {@code scope}. */
    public static Access anyone(Scope scope) {
        return new Access(null, scope);
    }

    /** Members; an API key needs {@code scope}. */
    public static Access member(Scope scope) {
        return new Access(Role.MEMBER, scope);
    }

    /** Moderators and admins; an API key needs {@code scope}. */
    public static Access moderator(Scope scope) {
        return new Access(Role.MODERATOR, scope);
    }

    /** Admins; an API key needs {@code scope}. */
    public static Access admin(Scope scope) {
        return new Access(Role.ADMIN, scope);
    }

    /** Members who are there themselves: with a login session, not with a key. */
    public static final Access LOGIN = new Access(Role.MEMBER, null);

    /**
     * Lets {@code viewer} pass.
     *
     * @throws Failure.Unauthenticated when somebody must be signed in
     * @throws Failure.Forbidden when the role, the key's scopes or the kind of credential won't do
     */
    void require(Viewer viewer) {
        switch (viewer) {
            case Viewer.Anon anon -> {
                if (least != null) {
                    anon.signedIn();
                }
            }
            case Viewer.Member member -> require(member);
        }
    }

    private void require(Viewer.Member member) {
        if (least != null && !member.is(least)) {
            throw new Failure.Forbidden("This takes the role " + least.text() + ".");
        }
        if (member.credential().kind() == Credential.Kind.LOGIN) {
            return;
        }
        if (scope != null && !member.credential().scopes().contains(scope)) {
            throw new Failure.Forbidden("The API key lacks the scope " + scope.text() + ".");
        }
        if (scope == null && least != null) {
            throw new Failure.Forbidden("This takes a login session: an API key won't do.");
        }
    }
}
