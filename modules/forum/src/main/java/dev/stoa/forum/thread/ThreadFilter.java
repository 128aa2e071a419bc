package dev.stoa.forum.thread;

import dev.stoa.forum.tag.TagRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which threads a list holds.
 *
 * @param structures ids of the structures, subtree included; null for all
 * @param kind discussion, question, article or clip; null for all
 * @param tags tags a thread must all carry, the rarest first
 * @param authorId its author, null for all
 * @param gameId a clip's game, null for all
 * @param broadcasterId a clip's broadcaster, null for all
 */
record ThreadFilter(
        @Nullable List<Long> structures,
        @Nullable String kind,
        List<TagRef> tags,
        @Nullable Long authorId,
        @Nullable String gameId,
        @Nullable String broadcasterId) {
    static final ThreadFilter NONE = new ThreadFilter(null, null, List.of(), null, null, null);

    /**
     * Up to this many threads of a tag are sorted; from more of them a walk in list order soon
     * finds a page.
     */
    private static final int FEW = 2000;

    ThreadFilter {
        structures = structures == null ? null : List.copyOf(structures);
        tags = List.copyOf(tags);
    }

    /** Which index leads to the page: the condition that leaves the fewest rows to look at. */
    Drive drive() {
        if (authorId != null) {
            return Drive.AUTHOR;
        }
        if (gameId != null) {
            return Drive.GAME;
        }
        if (broadcasterId != null) {
            return Drive.BROADCASTER;
        }
        if (!tags.isEmpty()) {
            return tags.getFirst().useCount() <= FEW ? Drive.RARE_TAG : Drive.POPULAR_TAG;
        }
        if (structures != null) {
            return Drive.STRUCTURE;
        }
        return kind == null ? Drive.ALL : Drive.KIND;
    }

    /** The leading condition of a list statement. */
    enum Drive {
        ALL(""),
        KIND("-kind"),
        STRUCTURE("-structure"),
        RARE_TAG("-rare-tag"),
        POPULAR_TAG("-popular-tag"),
        AUTHOR("-author"),
        GAME("-game"),
        BROADCASTER("-broadcaster");

        private final String suffix;

        Drive(String suffix) {
            this.suffix = suffix;
        }

        /** End of a statement's name. */
        String suffix() {
            return suffix;
        }
    }
}
