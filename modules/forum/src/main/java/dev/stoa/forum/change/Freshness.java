package dev.stoa.forum.change;

import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.platform.cache.Tag;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cache tags a change touches. {@code thread:} is for what shows a thread's content, {@code
 * card:} for what shows its card or its counters and may be up to two seconds late.
 */
final class Freshness {
    private static final Tag RECENT = new Tag("list", "recent");
    private static final Tag NEW = new Tag("list", "new");
    private static final Tag TRENDING = new Tag("list", "trending");
    private static final Tag TOP = new Tag("list", "top");
    private static final Tag MEMBERS = new Tag("list", "members");
    private static final Tag TAGS = new Tag("list", "tags");

    /** More things than these at once are not told of one by one: the TTL is their bound. */
    private static final int MOST = 1000;

    private Freshness() {}

    static Set<Tag> tags(Change change) {
        Set<Tag> tags = new HashSet<>();
        switch (change) {
            case Change.ThreadOpened opened -> {
                tags.addAll(List.of(RECENT, NEW));
                place(tags, opened.of());
                slugs(tags, opened.tags());
            }
            case Change.ThreadEdited edited -> {
                place(tags, edited.of());
                slugs(tags, edited.tags());
            }
            case Change.ThreadHidden(ThreadPlace of) -> turned(tags, of);
            case Change.ThreadShown(ThreadPlace of) -> turned(tags, of);
            case Change.PostAdded added -> {
                tags.add(RECENT);
                post(tags, added.at());
                author(tags, added.author());
            }
            case Change.PostEdited edited -> {
                post(tags, edited.at());
                author(tags, edited.author());
            }
            case Change.PostHidden hidden -> {
                post(tags, hidden.at());
                author(tags, hidden.author());
            }
            case Change.PostShown shown -> {
                post(tags, shown.at());
                author(tags, shown.author());
            }
            case Change.CountsMoved moved -> {
                tags.addAll(each("card", moved.threads(), lists()));
                tags.addAll(each("karma", moved.members(), List.of(MEMBERS)));
            }
            case Change.StatesMoved(long member) -> tags.add(Tag.of("viewer", member));
            case Change.StructureChanged(long structure) -> {
                tags.add(Tag.of("structure", structure));
                tags.addAll(lists());
            }
            case Change.TagChanged(String slug) -> {
                slugs(tags, List.of(slug));
                tags.add(TAGS);
            }
            case Change.CollectionChanged(long collection) -> {
                tags.add(Tag.of("collection", collection));
                tags.add(new Tag("list", "collections"));
            }
            case Change.Notified(long member) -> tags.add(Tag.of("notices", member));
        }
        return tags;
    }

    /** A tag for each of {@code ids}, or what stands for very many. */
    private static Collection<Tag> each(String kind, Set<Long> ids, Collection<Tag> many) {
        return ids.size() > MOST ? many : ids.stream().map(id -> Tag.of(kind, id)).toList();
    }

    private static void turned(Set<Tag> tags, ThreadPlace of) {
        tags.addAll(lists());
        place(tags, of);
    }

    private static Collection<Tag> lists() {
        return List.of(RECENT, NEW, TRENDING, TOP);
    }

    private static void post(Set<Tag> tags, PostPlace at) {
        tags.add(Tag.of("post", at.post()));
        place(tags, at.of());
    }

    private static void place(Set<Tag> tags, ThreadPlace of) {
        tags.add(Tag.of("thread", of.thread()));
        tags.add(Tag.of("card", of.thread()));
        tags.add(Tag.of("structure", of.structure()));
        author(tags, of.author());
    }

    private static void author(Set<Tag> tags, @Nullable Long author) {
        if (author != null) {
            tags.add(Tag.of("author", author));
        }
    }

    private static void slugs(Set<Tag> tags, List<String> slugs) {
        slugs.forEach(slug -> tags.add(new Tag("tag", slug)));
    }
}
