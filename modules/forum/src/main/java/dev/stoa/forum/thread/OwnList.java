package dev.stoa.forum.thread;

import java.util.Locale;

/** A list of threads that is one viewer's own. */
enum OwnList {
    /** With posts that they have not read, the latest post first. */
    UNREAD,
    /**
     * That they follow, or that are where, by whom or about what they follow; like {@code recent}.
     */
    FOLLOWING,
    /** Their favorites, the latest added first. */
    FAVORITES,
    /** That they voted on, the newest thread first. */
    VOTED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether what a viewer does not want to see is left out: not of what they chose themselves.
     */
    boolean leavesOut() {
        return this == UNREAD || this == FOLLOWING;
    }

    /** Whether it is sorted by a moment; else by the thread's id. */
    boolean isTimed() {
        return this != VOTED;
    }
}
