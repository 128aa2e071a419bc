package dev.stoa.sessions.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far a peer session has come. */
enum PeerStatus {
    /** Opened by one side; the other has not answered. */
    PENDING,
    /** Both are there. */
    ACTIVE,
    /** Ended by a side. */
    ENDED,
    /** Ended by time: nobody started it, or nobody was heard of any more. */
    EXPIRED;

    /** As in JSON and SQL. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may still become something else. */
    boolean isOpen() {
        return this == PENDING || this == ACTIVE;
    }

    static PeerStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(PeerStatus::text).toList();
    }
}
