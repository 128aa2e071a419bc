package dev.stoa.sessions.peer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session to be opened.
 *
 * @param peer address of the other side, lower case from here on
 * @param meta the text of a JSON object
 */
record PeerDraft(String peer, @Nullable String topic, String meta) {
    PeerDraft {
        peer = peer.toLowerCase(Locale.ROOT);
    }
}
