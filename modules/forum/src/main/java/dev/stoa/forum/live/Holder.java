package dev.stoa.forum.live;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Viewer;

/**
 * Who holds a stream or a ticket.
 *
 * @param member their id
 * @param kind what they showed to get it
 * @param credential its id
 */
record Holder(long member, Credential.Kind kind, long credential) {
    static Holder of(Viewer.Member viewer) {
        return new Holder(
                viewer.id().value(), viewer.credential().kind(), viewer.credential().id());
    }
}
