package dev.stoa.forum.moderation;

import dev.stoa.platform.http.Arguments;
import org.jspecify.annotations.Nullable;

/** Which entries of the log a list holds; null leaves a filter out. */
record ModlogQuery(
        @Nullable Long moderator,
        @Nullable String action,
        @Nullable Long structure,
        @Nullable Long thread) {
    /** What leads to the entries: the filter that leaves the fewest. */
    enum Lead {
        THREAD("-of-thread", "m.thread_id = q.thread"),
        MODERATOR("-of-moderator", "m.moderator_id = q.moderator"),
        STRUCTURE("-of-structure", "m.structure_id = q.structure"),
        ACTION("-of-action", "m.action = q.action"),
        NONE("", "true");

        private final String suffix;
        private final String condition;

        Lead(String suffix, String condition) {
            this.suffix = suffix;
            this.condition = condition;
        }

        String suffix() {
            return suffix;
        }

        String condition() {
            return condition;
        }
    }

    static ModlogQuery of(Arguments arguments) {
        return new ModlogQuery(
                arguments.idOrNull("moderatorId"),
                arguments.textOrNull("action"),
                arguments.idOrNull("structureId"),
                arguments.idOrNull("threadId"));
    }

    Lead lead() {
        if (thread != null) {
            return Lead.THREAD;
        }
        if (moderator != null) {
            return Lead.MODERATOR;
        }
        if (structure != null) {
            return Lead.STRUCTURE;
        }
        return action != null ? Lead.ACTION : Lead.NONE;
    }
}
