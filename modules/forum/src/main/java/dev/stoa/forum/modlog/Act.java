package dev.stoa.forum.modlog;

import org.jspecify.annotations.Nullable;

/**
 * Something a moderator did.
 *
 * @param moderator who did it
 * @param action what was done: words of lower case with dashes, such as {@code thread-locked}
 * @param to what it was done to
 * @param reason why, as they said; empty for nothing
 * @param details finished JSON of what else is worth knowing, null for nothing
 */
public record Act(
        long moderator, String action, Target to, String reason, @Nullable String details) {
    /**
     * What something was done to.
     *
     * @param type thread, post, structure or tag
     * @param thread the thread that it is, or is in
     * @param structure where that is; who may not know of it does not see the entry
     */
    public record Target(String type, long id, @Nullable Long thread, @Nullable Long structure) {
        public static Target thread(long id, long structure) {
            return new Target("thread", id, id, structure);
        }

        public static Target post(long id, long thread, long structure) {
            return new Target("post", id, thread, structure);
        }

        public static Target structure(long id) {
            return new Target("structure", id, null, id);
        }

        public static Target tag(long id) {
            return new Target("tag", id, null, null);
        }
    }
}
