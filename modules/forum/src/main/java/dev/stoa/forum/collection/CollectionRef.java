package dev.stoa.forum.collection;

import dev.stoa.forum.collection.CollectionWrites.Locked;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.sql.Transaction;

/**
 * A collection that somebody wants to change.
 *
 * @param call the request: who asks, and for which version
 */
record CollectionRef(Call call, long id) {
    static CollectionRef of(Call call) {
        return new CollectionRef(call, call.arguments().pathId("id"));
    }

    /**
     * Locks it for its owner, or for a moderator who names the version.
     *
     * @throws Failure.NotFound where there is none that the viewer may know of
     * @throws Failure.Forbidden where it is somebody else's
     * @throws Failure.Conflict where another version was expected, or a moderator named none
     */
    Locked lock(Transaction in) {
        Viewer.Member viewer = call.viewer().signedIn();
        Locked locked =
                CollectionWrites.lock(in, id)
                        .filter(each -> each.isPublished() || isTheirs(viewer, each.owner()))
                        .orElseThrow(() -> CollectionProblems.missing(id));
        if (!isTheirs(viewer, locked.owner())) {
            throw new Failure.Forbidden("The collection is somebody else's.");
        }
        boolean isOwn = locked.owner() == viewer.id().value();
        int expected =
                isOwn ? call.expectedVersion().orElse(locked.version()) : call.requiredVersion();
        if (expected != locked.version()) {
            throw Call.versionMismatch(locked.version());
        }
        return locked;
    }

    /** Whether {@code viewer} may change what is {@code owner}'s, and see it as a draft. */
    static boolean isTheirs(Viewer viewer, long owner) {
        return viewer.is(Role.MODERATOR)
                || (viewer instanceof Viewer.Member member && member.id().value() == owner);
    }
}
