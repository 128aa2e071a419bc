package dev.stoa.forum.notice;

import dev.stoa.platform.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Something a moderator did that concerns one member. The member is told what, and not by whom.
 *
 * @param member who is told
 * @param by the moderator
 * @param thread which thread it is about; null for none
 * @param post which post it is about; null for none
 * @param action what was done: words of lower case with dashes, up to 40 characters, e.g. {@code
 *     thread-removed}
 * @param note what the moderator said of it, up to 500 characters; null for nothing. Who may not
 *     read the structure does not get it
 */
public record Moderated(
        MemberId member,
        MemberId by,
        @Nullable Long thread,
        @Nullable Long post,
        String action,
        @Nullable String note) {
    public Moderated {
        if (!action.matches("[a-z][a-z-]{0,39}")) {
            throw new IllegalArgumentException("action: " + action);
        }
        if (note != null && note.length() > 500) {
            note = note.substring(0, 500);
        }
    }
}
