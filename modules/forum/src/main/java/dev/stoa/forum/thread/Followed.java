package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.tag.TagRef;
import dev.stoa.forum.tag.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a viewer follows, ready to be looked for.
 *
 * @param threads ids
 * @param structures ids, of all below those followed, too
 * @param members ids
 * @param rare tags with so few threads together that all can be looked at
 * @param popular tags whose threads are met soon on any walk
 */
record Followed(
        Set<Long> threads,
        Set<Long> structures,
        Set<Long> members,
        Set<Long> rare,
        Set<Long> popular) {
    /** Threads of rare tags that are looked at for a page, at most. */
    private static final int MOST_OF_RARE = 3000;

    /** One row of what is followed. */
    record Follow(String target, long id) {}

    static Followed of(List<Follow> follows, StructureTree tree, Audience audience, Tags tags) {
        Followed followed =
                new Followed(
                        new HashSet<>(),
                        new HashSet<>(),
                        new HashSet<>(),
                        new HashSet<>(),
                        new HashSet<>());
        List<Long> tagged = new ArrayList<>();
        for (Follow follow : follows) {
            switch (follow.target()) {
                case "thread" -> followed.threads.add(follow.id());
                case "structure" -> {
                    if (tree.isShown(follow.id(), audience)) {
                        followed.structures.addAll(tree.shown(follow.id(), audience));
                    }
                }
                case "member" -> followed.members.add(follow.id());
                default -> tagged.add(follow.id());
            }
        }
        followed.add(tags.known(tagged));
        return followed;
    }

    /** The rarest first: what is left has so many threads together that a walk soon meets some. */
    private void add(List<TagRef> tags) {
        long threadsOfRare = 0;
        for (TagRef tag :
                tags.stream().sorted(Comparator.comparingInt(TagRef::useCount)).toList()) {
            threadsOfRare += tag.useCount();
            (threadsOfRare > MOST_OF_RARE ? popular : rare).add(tag.id());
        }
    }

    boolean isEmpty() {
        return threads.isEmpty()
                && structures.isEmpty()
                && members.isEmpty()
                && rare.isEmpty()
                && popular.isEmpty();
    }
}
