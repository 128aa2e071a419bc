package dev.stoa.forum.collection;

import dev.stoa.forum.collection.CollectionStore.Filter;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pages of collections: published ones, shared by all viewers, and a member's own. */
final class CollectionLists {
    private final CollectionStore store;
    private final Cursors cursors;
    private final Cache cache;

    CollectionLists(Platform platform, CollectionStore store) {
        this.store = store;
        this.cursors = platform.cursors();
        this.cache = platform.cache(CollectionCaches.LISTS);
    }

    /** Published collections, the newest first. */
    Cached page(@Nullable Long author, @Nullable String query, Paging paging) {
        String scope = "collections:" + (author == null ? "" : author) + ':' + text(query);
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        Filter filter = new Filter(author, query == null ? null : pattern(query));
        return cache.get(
                paging.limit() + ":" + paging.cursorText() + ':' + scope,
                () -> load(filter, cursor, paging.limit(), scope));
    }

    private Loaded load(Filter filter, Optional<Cursor> cursor, int limit, String scope) {
        Object at = cursor.<Object>map(c -> instant(c.tuple().part(0))).orElse("infinity");
        long id = cursor.map(c -> c.tuple().part(1)).orElse(Long.MAX_VALUE);
        List<CollectionRow> rows = store.page(filter, at, id, limit);
        List<CollectionRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next =
                rows.size() > limit
                        ? cursors.write(
                                Cursor.after(shown.getLast().micros(), shown.getLast().id()), scope)
                        : null;
        return Loaded.list(
                new Page<>(shown, next, null).body((json, row) -> row.write(json)),
                Set.of(),
                Set.of(new Tag("list", "collections")));
    }

    /** A member's own collections, drafts too, the last made first. */
    Body own(long owner, Paging paging) {
        String scope = "own-collections:" + owner;
        long before =
                paging.cursor(cursors, scope).map(c -> c.tuple().part(0)).orElse(Long.MAX_VALUE);
        List<CollectionRow> rows = store.own(owner, before, paging.limit());
        List<CollectionRow> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > paging.limit()
                        ? cursors.write(Cursor.after(shown.getLast().id()), scope)
                        : null;
        return new Page<>(shown, next, null).body((json, row) -> row.write(json));
    }

    private static String text(@Nullable String query) {
        return query == null ? "" : query;
    }

    private static String pattern(String query) {
        String escaped =
                query.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_");
        return '%' + escaped + '%';
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
