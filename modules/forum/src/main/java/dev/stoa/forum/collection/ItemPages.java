package dev.stoa.forum.collection;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pages of a collection's items, shared by all who may read as much. */
final class ItemPages {
    private final Forum forum;
    private final Shown shown;
    private final ItemStore store;
    private final Cursors cursors;
    private final Cache cache;

    ItemPages(Forum forum, Shown shown) {
        this.forum = forum;
        this.shown = shown;
        this.store = new ItemStore(forum.platform().database());
        this.cursors = forum.platform().cursors();
        this.cache = forum.platform().cache(CollectionCaches.ITEMS);
    }

    /**
     * A part of a collection.
     *
     * @param position behind which it begins, or in front of which it ends
     */
    record Part(long collection, long position, boolean isBefore, int limit) {}

    /** The part that {@code paging} asks for. */
    Part part(long id, Paging paging) {
        long position =
                paging.cursor(cursors, scope(id))
                        .map(cursor -> cursor.tuple().part(0))
                        .orElse(paging.before() ? Integer.MAX_VALUE : -1L);
        return new Part(id, position, paging.before(), paging.limit());
    }

    private static String scope(long id) {
        return "collection-items:" + id;
    }

    Reply page(Viewer viewer, Part part) {
        Audience audience = forum.structures().tree().audience(viewer);
        return shown.reply(
                viewer,
                part.collection(),
                () -> Reply.of(cache.get(key(part, audience), () -> load(part, audience))),
                _ -> body(part, rows(part), audience));
    }

    private static String key(Part part, Audience audience) {
        return scope(part.collection())
                + ':'
                + audience.key()
                + (part.isBefore() ? ":<" : ":>")
                + part.position()
                + ':'
                + part.limit();
    }

    private Loaded load(Part part, Audience audience) {
        return shown.load(
                part.collection(),
                _ -> {
                    List<ItemRow> rows = rows(part);
                    return Loaded.list(
                            body(part, rows, audience),
                            Set.of(Tag.of("collection", part.collection())),
                            threads(rows));
                });
    }

    private List<ItemRow> rows(Part part) {
        return part.isBefore()
                ? store.before(part.collection(), part.position(), part.limit())
                : store.after(part.collection(), part.position(), part.limit());
    }

    /** Titles of threads change, and threads go. */
    private static Set<Tag> threads(List<ItemRow> rows) {
        return rows.stream()
                .map(ItemRow::thread)
                .filter(Objects::nonNull)
                .map(thread -> Tag.of("thread", thread.id()))
                .collect(Collectors.toSet());
    }

    private Body body(Part part, List<ItemRow> rows, Audience audience) {
        boolean isMore = rows.size() > part.limit();
        List<ItemRow> items =
                !isMore
                        ? rows
                        : part.isBefore()
                                ? rows.subList(rows.size() - part.limit(), rows.size())
                                : rows.subList(0, part.limit());
        String prev = null;
        String next = null;
        if (!items.isEmpty()) {
            boolean isInside = part.isBefore() || part.position() >= 0;
            prev = (part.isBefore() ? isMore : isInside) ? before(part, items.getFirst()) : null;
            next = part.isBefore() || isMore ? after(part, items.getLast()) : null;
        }
        return new Page<>(items, next, prev).body((json, item) -> item.write(json, audience));
    }

    private @Nullable String before(Part part, ItemRow item) {
        return cursors.write(Cursor.before(item.position()), scope(part.collection()));
    }

    private @Nullable String after(Part part, ItemRow item) {
        return cursors.write(Cursor.after(item.position()), scope(part.collection()));
    }
}
