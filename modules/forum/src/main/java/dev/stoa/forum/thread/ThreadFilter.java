package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.tag.TagRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which threads a list holds.
 *
 * @param structures ids of the structures, subtree included; null for all
 * @param bound whether the structures are those asked for, or all that the audience may see
 * @param kind discussion, question, article or clip; null for all
 * @param tags tags a thread must all carry, the rarest first
 * @param authorId its author, null for all
 * @param gameId a clip's game, null for all
 * @param broadcasterId a clip's broadcaster, null for all
 */
record ThreadFilter(
        @Nullable List<Long> structures,
        Bound bound,
        @Nullable String kind,
        List<TagRef> tags,
        @Nullable Long authorId,
        @Nullable String gameId,
        @Nullable String broadcasterId) {
    static final ThreadFilter NONE =
            new ThreadFilter(null, Bound.ASKED, null, List.of(), null, null, null);

    /**
     * All threads below a structure, or everywhere for null, that are there for an audience.
     *
     * @throws dev.stoa.platform.Failure.NotFound when there is no such structure for them
     */
    static ThreadFilter of(StructureTree tree, Audience audience, @Nullable Long structure) {
        if (structure != null) {
            return NONE.below(tree.shown(structure, audience), Bound.ASKED);
        }
        return audience.hidden().isEmpty()
                ? NONE
                : NONE.below(tree.shown(null, audience), Bound.AUDIENCE);
    }

    private ThreadFilter below(List<Long> ids, Bound why) {
        return new ThreadFilter(ids, why, kind, tags, authorId, gameId, broadcasterId);
    }

    /** The same by one member only. */
    ThreadFilter by(long author) {
        return new ThreadFilter(structures, bound, kind, tags, author, gameId, broadcasterId);
    }

    /** Why a list holds threads of some structures only. */
    enum Bound {
        ASKED,
        /** Few threads are elsewhere. */
        AUDIENCE
    }

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
        if (structures != null && bound == Bound.AUDIENCE) {
            return tags.isEmpty() ? Drive.VISIBLE : Drive.POPULAR_TAG;
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
        return structures == null || bound == Bound.AUDIENCE
                ? walked
                : Math.min(walked, (double) reach.below());
    }

    /** The leading condition of a list statement. */
    enum Drive {
        ALL(""),
        KIND("-kind"),
        STRUCTURE("-structure"),
        STRUCTURE_AND_MORE("-structure-and-more"),
        RARE_TAG("-rare-tag"),
        POPULAR_TAG("-popular-tag"),
        /** All threads in list order, but for those that the audience may not see. */
        VISIBLE("-visible"),
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
