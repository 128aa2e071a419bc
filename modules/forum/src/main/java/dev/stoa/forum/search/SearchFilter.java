package dev.stoa.forum.search;

import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.tag.TagRef;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be found.
 *
 * @param forum id of a structure, subtree included, or {@code all}
 * @param structures ids of the structures meant by it; null for all
 * @param kind discussion, question, article or clip; null for all
 * @param tags tags a thread must all carry, the rarest first
 * @param authorId author of the thread or post, null for all
 * @param audience with whom the viewer shares what is found
 */
record SearchFilter(
        String forum,
        @Nullable List<Long> structures,
        @Nullable String kind,
        List<TagRef> tags,
        @Nullable Long authorId,
        Audience audience) {
    /** A subtree with more than this share of all threads is walked among all. */
    private static final double WIDE = 0.2;

    SearchFilter {
        structures = structures == null ? null : List.copyOf(structures);
        tags = List.copyOf(tags);
    }

    /** Which rows are looked at from the newest: of all, of a structure, a tag, an author. */
    enum Drive {
        ALL(""),
        STRUCTURE("-structure"),
        TAG("-tag"),
        AUTHOR("-author");

        private final String suffix;

        Drive(String suffix) {
            this.suffix = suffix;
        }

        /** End of a statement's name. */
        String suffix() {
            return suffix;
        }
    }

    /**
     * The drive that leaves the fewest threads to look at.
     *
     * @param all threads there are
     * @param below threads in the structures
     */
    Drive drive(long all, long below) {
        if (authorId != null) {
            return Drive.AUTHOR;
        }
        boolean isNarrow = structures != null && below <= WIDE * all;
        if (!tags.isEmpty() && !(isNarrow && below < tags.getFirst().useCount())) {
            return Drive.TAG;
        }
        return isNarrow ? Drive.STRUCTURE : Drive.ALL;
    }

    /** Its part of a cache key. */
    String key() {
        return "%s;%s;%s;%s;%s"
                .formatted(
                        forum,
                        kind == null ? "" : kind,
                        tags.stream().map(TagRef::slug).collect(Collectors.joining(",")),
                        authorId == null ? "" : authorId,
                        // Who may see what can change: the name alone would outlive it.
                        audience.key());
    }
}
