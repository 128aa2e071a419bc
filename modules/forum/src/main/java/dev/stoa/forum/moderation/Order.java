package dev.stoa.forum.moderation;

import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;

/**
 * What a moderator asks for.
 *
 * @param version of the thread or post as the moderator has seen it
 * @param reason in words, empty for none
 */
record Order(Viewer.Member moderator, long id, int version, String reason) {
    /**
     * The order that {@code call} gives.
     *
     * @throws dev.stoa.platform.Failure.Conflict {@code version-required}
     */
    static Order of(Call call) {
        return new Order(
                call.viewer().signedIn(),
                call.arguments().pathId("id"),
                call.requiredVersion(),
                call.route().fields().isEmpty() ? "" : call.fields().text("reason", ""));
    }

    long by() {
        return moderator.id().value();
    }
}
