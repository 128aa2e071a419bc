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

    /** The share of threads that a kind is taken to have; it is not counted. */
    private static final double KIND_SHARE = 0.25;

    ThreadFilter {
        structures = structures == null ? null : List.copyOf(structures);
        tags = List.copyOf(tags);
    }

    /**
     * How many threads there are, as last counted.
     *
     * @param all everywhere
     * @param below in the structures of the filter
     */
    record Reach(long all, long below) {}

    /**
     * Which index leads to {@code rows} of them: the condition that leaves the fewest threads to
     * look at. A walk in list order looks at more of them the fewer meet the conditions; from the
     * rarest tag all of the tag's are looked at and sorted.
     */
    Drive drive(Reach reach, int rows) {
        if (authorId != null) {
            return Drive.AUTHOR;
        }
        if (gameId != null) {
            return Drive.GAME;
        }
        if (broadcasterId != null) {
            return Drive.BROADCASTER;
        }
        if (!tags.isEmpty() && tags.getFirst().useCount() <= walked(reach, rows)) {
            return Drive.RARE_TAG;
        }
        if (structures != null) {
            return kind == null && tags.isEmpty() ? Drive.STRUCTURE : Drive.STRUCTURE_AND_MORE;
        }
        if (!tags.isEmpty()) {
            return Drive.POPULAR_TAG;
        }
        return kind == null ? Drive.ALL : Drive.KIND;
    }

    private double walked(Reach reach, int rows) {
        double walked = kind == null ? rows : rows / KIND_SHARE;
        for (TagRef tag : tags) {
            walked *= (double) reach.all() / Math.max(1, tag.useCount());
        }
        return structures == null ? walked : Math.min(walked, (double) reach.below());
    }

    /** The leading condition of a list statement. */
    enum Drive {
        ALL(""),
        KIND("-kind"),
        STRUCTURE("-structure"),
        STRUCTURE_AND_MORE("-structure-and-more"),
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
